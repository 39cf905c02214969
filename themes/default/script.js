// The colour theme: as the system has it, light, or dark. Nothing else on a page needs a script.
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
  addEventListener('DOMContentLoaded', () => {
    const button = document.querySelector('.theme')
    if (!button) return
    const say = () => {
      button.textContent = button.dataset[theme]
      button.setAttribute('aria-label', `${button.dataset.label}: ${button.dataset[theme]}`)
    }
    say()
    button.hidden = false
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
})()
