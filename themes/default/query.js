// The words people search with, as a list of terms: `cause:dns before:2024 "connection pool" -test`.
// The same language as in the terminal; both are held to the examples in tests/query.
//
//   casebook.query.parse(text)            { terms, notes }
//   casebook.query.matches(parsed, facts, names)   whether an incident passes every filter
//
// A term is { kind: 'word' | 'phrase' | 'filter', not, start, end } with `text` (and `open`, when
// nothing was typed after it), or with `field` and either `names` or `least` and `most`.
// Facts are plain: { services, causes, severity, status, tags, detection, started: '2024-03-02',
// durationSeconds, has: ['actions'] }. Names are other names of ids: { severity: { critical: 'sev1' } }.
;(() => {
  'use strict'
  const FIELDS = {
    service: ['services'], cause: ['causes'], severity: ['sev'], status: [], tag: ['tags', 'label'],
    detection: ['detected-by'], year: [], before: [], after: ['since'], duration: ['lasted'], has: [],
  }
  const HAS = ['actions', 'open-actions', 'causes', 'date', 'detection', 'duration', 'impact', 'related',
    'services', 'severity', 'sources', 'timeline']
  const SPACE = /[\s\u0085]/
  const QUOTE = /["\u201c\u201d\u201e]/
  const UNITS = { s: 1, sec: 1, m: 60, min: 60, h: 3600, d: 86400, w: 604800 }

  const fieldOf = (name) => {
    const lower = name.toLowerCase()
    return Object.keys(FIELDS).find((field) => field === lower || FIELDS[field].includes(lower))
  }

  /** Folds a name so that spellings of it are one. */
  const fold = (name) =>
    name.normalize('NFKD').toLowerCase().replace(/[\u0300-\u036f\-_\s\u0085]/g, '').normalize('NFC')

  /** How many letters to change, drop, add or swap to get from one word to the other. */
  const distance = (from, to) => {
    const [a, b] = [[...from], [...to]]
    let [before, row] = [[], b.map((_, i) => i).concat(b.length)]
    for (let i = 1; i <= a.length; i++) {
      const next = [i]
      for (let j = 1; j <= b.length; j++) {
        const same = a[i - 1] === b[j - 1]
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1))
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1)
      }
      ;[before, row] = [row, next]
    }
    return row[b.length]
  }

  /** The one of `words` that was probably meant. */
  const nearest = (word, words) => {
    let [best, least] = [undefined, [...word].length < 5 ? 2 : 3]
    for (const candidate of words) {
      const far = distance(word, candidate)
      if (far < least) [best, least] = [candidate, far]
    }
    return best
  }

  // ---- values ----------------------------------------------------------------------------------

  const number = (text) => (/^[0-9]{1,8}$/.test(text) ? Number(text) : undefined)
  const year = (text) => (text.length === 4 ? number(text) : undefined)
  const seconds = (text) => {
    if (!/^([0-9]{1,8}[a-z]+)+$/i.test(text)) return undefined
    let total = 0
    for (const [, count, unit] of text.toLowerCase().matchAll(/([0-9]+)([a-z]+)/g)) total += count * UNITS[unit]
    return Number.isNaN(total) ? undefined : total
  }
  /** The first day that a date covers, as 20240302. */
  const day = (text) => {
    const match = /^([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?$/.exec(text)
    const [month, date] = match ? [Number(match[2] ?? 1), Number(match[3] ?? 1)] : [0, 0]
    return month >= 1 && month <= 12 && date >= 1 && date <= 31 ? match[1] * 10000 + month * 100 + date : undefined
  }
  /** `X`, `>X`, `>=X`, `<X`, `<=X`, `X..Y`, `X..` and `..Y`. */
  const range = (value, read) => {
    const [from, ...rest] = value.split('..')
    if (rest.length) {
      const to = rest.join('..')
      const [least, most] = [from ? read(from) : undefined, to ? read(to) : undefined]
      const isRead = (from || to) && !(from && least === undefined) && !(to && most === undefined)
      return isRead ? { least, most } : undefined
    }
    const [, sign, text] = /^([<>=]*)(.*)$/s.exec(value)
    const bound = read(text)
    if (bound === undefined) return undefined
    if (sign === '' || sign === '=') return { least: bound, most: bound }
    if (sign === '>') return { least: bound + 1 }
    if (sign === '>=' || sign === '=>') return { least: bound }
    return { most: sign === '<' ? bound - 1 : bound }
  }
  const say = (...what) => globalThis.casebook.say(...what)
  const days = (slots) => say('takes-day', slots)
  const READ = {
    year: [(value) => range(value, year), (slots) => say('takes-year', slots)],
    before: [(value) => day(value) && { most: day(value) - 1 }, days],
    after: [(value) => day(value) && { least: day(value) }, days],
    // A length alone would ask for that very second, which nobody means.
    duration: [(value) => (/^[<>]|\.\./.test(value) ? range(value, seconds) : undefined), (slots) => say('takes-length', slots)],
  }
  const has = (values, note) => {
    const names = []
    for (const value of values) {
      const text = fold(value)
      const known = HAS.find((word) => fold(word) === text || fold(word).replace(/s+$/, '') === text)
      if (known) names.push({ text: fold(known), prefix: false })
      else {
        const near = nearest(value.toLowerCase(), HAS)
        note(near ? say('has-near', { value, near }) : say('has-known', { value, list: HAS.join(', ') }))
      }
    }
    return names.length ? { names } : undefined
  }
  const test = (field, values, note) => {
    if (!values.length) return note(say('no-value', { field }))
    if (field === 'has') return has(values, note)
    if (!READ[field]) {
      const names = values.map((value) => {
        const bare = value.replace(/\*+$/, '')
        return { text: fold(bare), prefix: bare.length < value.length }
      })
      return { names: names.filter(({ text, prefix }) => text || prefix) }
    }
    const [read, takes] = READ[field]
    const found = read(values[0])
    if (!found) note(takes({ field, value: values[0] }))
    else if (values.length > 1) note(say('one-value', { field, value: values[1] }))
    return found
  }

  // ---- terms -----------------------------------------------------------------------------------

  /** Reads a query. Any text is one: what is not understood becomes a note. */
  const parse = (text) => {
    const [terms, notes] = [[], []]
    let at = 0
    const until = (pattern) => {
      const start = at
      while (at < text.length && !pattern.test(text[at])) at++
      return text.slice(start, at)
    }
    // One that is never closed reaches to the end.
    const quoted = () => {
      at++
      const inner = until(QUOTE)
      if (at < text.length) at++
      return inner
    }
    for (;;) {
      while (at < text.length && SPACE.test(text[at])) at++
      if (at >= text.length) return { terms, notes }
      const start = at
      // `-f` and `--force` are options of a command that somebody pasted.
      const not = /^-(?![-\s\u0085]|[a-z0-9]{1,2}(?![^\s\u0085]))./is.test(text.slice(at, at + 4))
      if (not) at++
      const push = (term) => terms.push({ ...term, not, start, end: at })
      if (QUOTE.test(text[at])) {
        const words = quoted()
        if (words.trim()) push({ kind: 'phrase', text: words })
        continue
      }
      const name = /^[a-z-]{2,}(?=:)/i.exec(text.slice(at))?.[0]
      const field = name && fieldOf(name)
      if (field) {
        at += name.length + 1
        const values = []
        for (;;) {
          const value = QUOTE.test(text[at] ?? '') ? quoted() : until(/[\s\u0085,]/)
          if (value.trim()) values.push(value.trim())
          if (text[at] !== ',') break
          at++
        }
        const found = test(field, values, (words) => void notes.push({ start, end: at, text: words }))
        if (found) push({ kind: 'filter', field, ...found })
        continue
      }
      // `http://`, `std::` and a colon at the end of a word are no filters.
      const behind = name && text[at + name.length + 1]
      if (behind && !/[/:\s\u0085]/.test(behind)) {
        const near = nearest(name.toLowerCase(), Object.entries(FIELDS).flat(2))
        const words = near ? say('no-filter-near', { name, near }) : say('no-filter', { name })
        notes.push({ start: at, end: at + name.length + 1, text: words })
      }
      const word = until(SPACE)
      push({ kind: 'word', text: word, open: at === text.length })
    }
  }

  // ---- facts -----------------------------------------------------------------------------------

  /** A day as a number; the first one where only a month or a year is known. */
  const dayOf = (started) => {
    if (typeof started !== 'string') return started ?? undefined
    return day(started.slice(0, 10).replace(/-$/, ''))
  }
  const listOf = (facts, field) => {
    const value = facts[{ service: 'services', cause: 'causes', tag: 'tags' }[field] ?? field]
    return value === undefined || value === null ? [] : [].concat(value)
  }
  const isNamed = (field, { text, prefix }, value, names) => {
    const whole = fold(value)
    const others = names?.[field]
    const wanted = !prefix && others && Object.hasOwn(others, text) ? others[text] : text
    const passes = (name) => name === wanted || (prefix && name.startsWith(wanted))
    if (passes(whole)) return true
    // A cause has also the names of its parent and of its last part.
    const slash = field === 'cause' ? whole.indexOf('/') : -1
    return slash > 0 && (passes(whole.slice(0, slash)) || passes(whole.slice(slash + 1)))
  }
  const passes = (term, facts, names) => {
    if (term.names) {
      const values = listOf(facts, term.field)
      return term.names.some((pattern) => values.some((value) => isNamed(term.field, pattern, value, names)))
    }
    const started = dayOf(facts.started)
    let value = started
    if (term.field === 'year') value = started === undefined ? facts.year : Math.floor(started / 10000)
    if (term.field === 'duration') value = facts.durationSeconds
    if (value === undefined || value === null) return false
    return (term.least === undefined || value >= term.least) && (term.most === undefined || value <= term.most)
  }

  /** Says whether an incident passes every filter; words and phrases are not looked at. */
  const matches = (parsed, facts, names) =>
    parsed.terms.every((term) => term.kind !== 'filter' || passes(term, facts, names) !== term.not)

  globalThis.casebook ??= {}
  globalThis.casebook.query = { parse, matches, passes, isNamed, fold, distance, nearest }
})()
