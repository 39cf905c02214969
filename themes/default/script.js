// The colour theme: as the system has it, light, or dark; and the keys that open the search, whose
// own scripts are loaded when it is first asked for.
(() => {
  'use strict'
  const root = document.documentElement
  const start = root.dataset.theme || 'auto'
  let theme = start
  try {
    theme = localStorage.getItem('casebook-theme') || start
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
  const apply = () => {
    if (theme === 'auto') delete root.dataset.theme
    else root.dataset.theme = theme
  }
  apply()
  // Shows what needs a script, before anything is drawn.
  root.classList.add('js')
  addEventListener('DOMContentLoaded', () => {
    const button = document.querySelector('.theme')
    if (!button) return
    const say = () => {
      button.title = `${button.dataset.label}: ${button.dataset[theme]}`
      button.setAttribute('aria-label', button.title)
    }
    say()
    button.addEventListener('click', () => {
      const dark = matchMedia('(prefers-color-scheme: dark)').matches
      const order = dark ? ['auto', 'light', 'dark'] : ['auto', 'dark', 'light']
      theme = order[(order.indexOf(theme) + 1) % 3]
      try {
        localStorage.setItem('casebook-theme', theme)
      } catch {
        // As above.
      }
      apply()
      say()
    })
  })

  const base = document.currentScript.src.replace(/[^/]*$/, '')
  let find
  const open = () => {
    const own = document.querySelector('.search-page [name=q]')
    if (own) return own.focus()
    find ??= ['search', 'find'].reduce(
      (before, name) =>
        before.then(
          () =>
            globalThis.casebook?.[name] ??
            new Promise((done, fail) => {
              const script = document.createElement('script')
              script.src = `${base}${name}.js`
              script.onload = done
              script.onerror = fail
              document.head.append(script)
            })
        ),
      Promise.resolve()
    )
    find.then(
      () => globalThis.casebook.find.open(),
      () => location.assign(`${base}search.html`)
    )
  }
  addEventListener('click', (event) => {
    const link = event.target.closest?.('a.find')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
    event.preventDefault()
    open()
  })
  addEventListener('keydown', (event) => {
    const isTyping = event.target.closest?.('input, textarea, select, [contenteditable]')
    const isSlash = event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey
    const isK = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey
    if (!isSlash && !isK) return
    event.preventDefault()
    open()
  })
})()
