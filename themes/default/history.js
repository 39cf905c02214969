// Compares any two versions of a report. Each line of text has a number in the data, so that lines
// that are the same are found by their numbers; words are compared only within lines that changed.
(() => {
  'use strict'
  const { say } = globalThis.casebook
  const { lines, versions } = globalThis.casebook?.versions ?? { lines: [], versions: [] }
  const form = document.querySelector('.v-any')
  const chosen = document.querySelector('.v-chosen')
  if (!form || !chosen || versions.length < 2) return
  const target = chosen.querySelector('.changes')
  const said = chosen.querySelector('[role=status]')
  const by = new Map(versions.map((version) => [version.id, version.lines]))
  const MOST = 4e6

  // The pairs of places at which two lists are the same, as many as can be in order.
  const common = (a, b) => {
    let head = 0
    while (head < a.length && head < b.length && a[head] === b[head]) head++
    let tail = 0
    while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
    const [n, m] = [a.length - head - tail, b.length - head - tail]
    const pairs = []
    for (let i = 0; i < head; i++) pairs.push([i, i])
    if (n && m && n * m <= MOST) {
      const width = m + 1
      const best = new Uint32Array((n + 1) * width)
      for (let i = n - 1; i >= 0; i--) {
        for (let j = m - 1; j >= 0; j--) {
          best[i * width + j] = a[head + i] === b[head + j] ? best[(i + 1) * width + j + 1] + 1 : Math.max(best[(i + 1) * width + j], best[i * width + j + 1])
        }
      }
      for (let i = 0, j = 0; i < n && j < m; ) {
        if (a[head + i] === b[head + j]) pairs.push([head + i++, head + j++])
        else if (best[(i + 1) * width + j] >= best[i * width + j + 1]) i++
        else j++
      }
    }
    for (let i = tail; i > 0; i--) pairs.push([a.length - i, b.length - i])
    return pairs
  }

  // Walks through two lists: what is gone, what is new, what both have.
  const walk = (a, b, gap, same) => {
    let [i, j] = [0, 0]
    for (const [x, y] of [...common(a, b), [a.length, b.length]]) {
      if (x > i || y > j) gap(a.slice(i, x), b.slice(j, y))
      if (x < a.length) same(b[y])
      ;[i, j] = [x + 1, y + 1]
    }
  }

  const make = (tag, kind, ...inside) => {
    const element = document.createElement(tag)
    if (kind) element.className = kind
    element.append(...inside)
    return element
  }
  const mark = (tag, text) => make(tag, '', make('span', 'hidden', tag === 'ins' ? say('spoken-added') : say('spoken-removed')), text)
  const words = (text) => text.match(/\s+|[\p{L}\p{N}_]+(?:['’:./@-][\p{L}\p{N}_]+)*|./gsu) ?? []

  const shell = (line) => {
    const kind = { h: 'v-h3', i: 'v-item', c: '', f: 'v-p', e: 'v-item', a: 'v-item', p: 'v-p' }[lines[line][0]]
    const element = make(lines[line][0] === 'c' ? 'pre' : 'p', kind)
    element.dir = 'auto'
    return element
  }
  const whole = (line, tag) => {
    const element = shell(line)
    element.append(tag ? mark(tag, lines[line][1]) : lines[line][1])
    return make('div', tag ? `v-part ${tag === 'ins' ? 'v-added' : 'v-removed'}` : '', element)
  }
  const changed = (before, after) => {
    const element = shell(after)
    if (lines[before][1] === lines[after][1]) {
      element.append(make('mark', '', make('span', 'hidden', say('spoken-reformatted')), lines[after][1]))
      return make('div', 'v-part v-reformatted', element)
    }
    walk(
      words(lines[before][1]),
      words(lines[after][1]),
      (gone, come) => {
        if (gone.length) element.append(mark('del', gone.join('')))
        if (come.length) element.append(mark('ins', come.join('')))
      },
      (word) => element.append(word)
    )
    return make('div', 'v-part v-changed', element)
  }

  // The share of words that two lines have in common.
  const alike = (a, b) => {
    if (lines[a][1] === lines[b][1]) return 1
    if (lines[a][0] !== lines[b][0]) return 0
    const own = (line) => new Set(words(lines[line][1]).filter((word) => /[\p{L}\p{N}]/u.test(word)))
    const [x, y] = [own(a), own(b)]
    let both = 0
    for (const word of x) both += y.has(word)
    return x.size + y.size ? (2 * both) / (x.size + y.size) : 0
  }

  const show = () => {
    const pick = (name) => form.querySelector(`[name=${name}]:checked`)?.value
    const [older, newer] = [by.get(pick('old')), by.get(pick('new'))]
    if (!older || !newer) return
    target.replaceChildren()
    let quiet = []
    let count = 0
    const rest = () => {
      if (!quiet.length) return
      const summary = make('summary', '', say('unchanged', { n: quiet.length }))
      target.append(make('details', '', summary, make('div', '', ...quiet.map((line) => whole(line)))))
      quiet = []
    }
    walk(
      older,
      newer,
      (gone, come) => {
        rest()
        count += Math.max(gone.length, come.length)
        const find = (line) => (gone.length * come.length > 4e4 ? -1 : gone.findIndex((before) => alike(before, line) >= 0.4))
        // What nothing became stands before what came instead of it.
        if (come.every((line) => find(line) < 0)) for (const before of gone.splice(0)) target.append(whole(before, 'del'))
        for (const line of come) {
          const near = find(line)
          for (const before of gone.splice(0, Math.max(near, 0))) target.append(whole(before, 'del'))
          target.append(near < 0 ? whole(line, 'ins') : changed(gone.shift(), line))
        }
        for (const before of gone) target.append(whole(before, 'del'))
      },
      (line) => quiet.push(line)
    )
    rest()
    said.textContent = count ? say('differing', { n: count }) : say('same')
    chosen.hidden = false
  }

  for (const [i, name] of ['new', 'old'].entries()) {
    const input = form.querySelectorAll(`[name=${name}]`)[i]
    if (input) input.checked = true
  }
  form.addEventListener('change', () => {
    show()
    const address = new URL(location.href)
    for (const name of ['old', 'new']) address.searchParams.set(name, form.querySelector(`[name=${name}]:checked`).value)
    history.replaceState(null, '', address)
  })
  const asked = new URLSearchParams(location.search)
  if (asked.has('old') && asked.has('new')) {
    for (const input of form.querySelectorAll('input')) input.checked ||= asked.get(input.name) === input.value
    show()
  }
})()
