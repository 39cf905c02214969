// What a search looks like: the dialog on every page, the page of all results, and the filter above
// the list of incidents. Words of reports only ever become text nodes.
;(() => {
  'use strict'
  const { number, query, say, search } = globalThis.casebook
  const { root } = search
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value)
    element.append(...children)
    return element
  }
  const pieces = (all) => all.map(([words, isMarked]) => (isMarked ? make('mark', {}, words) : words))
  const address = (slug, anchor) => `${root}incidents/${encodeURIComponent(slug)}.html${anchor ? `#${encodeURIComponent(anchor)}` : ''}`
  const titleOf = (book, field, id) => {
    const titles = book.titles[field]
    return titles && Object.hasOwn(titles, id) ? titles[id] : id
  }

  /** A result: title, what a row of a list says, and the passage once its text is there. */
  const result = async (document, found, attributes = {}) => {
    const { slug, title, date, lasted, details, level } = await search.row(document)
    const { marks, book } = found
    const link = make('a', { href: address(slug), dir: 'auto', ...attributes })
    const head = make('span', { class: 'hit-title' }, ...pieces(search.marked(title, marks)))
    const facts = make('span', { class: 'hit-facts' })
    const severity = Object.values(book.titles.severity)[level - 1]
    if (severity) facts.append(make('span', { class: `sev s${Math.min(level, 4)}` }, severity))
    for (const words of [date, lasted, details]) if (words) facts.append(make('span', {}, words))
    const why = make('span', { class: 'hit-why' })
    link.append(head, facts, why)
    if (marks.size) {
      search.excerpt(slug, marks).then((excerpt) => {
        if (!excerpt) return
        const { anchor, label } = excerpt
        if (label) why.append(make('b', {}, label), ' ')
        why.append(...pieces(excerpt.pieces))
        link.href = address(slug, anchor)
      }, () => why.remove())
    }
    return link
  }
  const notesOf = (notes) => notes.map(({ text }) => make('p', { class: 'hit-note' }, text))
  /** Runs `paint` for the last text only, however long the ones before take. */
  const latest = (paint) => {
    let turn = 0
    return async (...given) => {
      const own = ++turn
      const isCurrent = () => own === turn
      try {
        await paint(isCurrent, ...given)
      } catch (error) {
        if (isCurrent()) console.error(error)
      }
    }
  }

  // ---- the dialog ------------------------------------------------------------------------------

  let dialog
  const makeDialog = () => {
    const input = make('input', { type: 'search', id: 'cb-ask', role: 'combobox', 'aria-expanded': 'true', 'aria-controls': 'cb-found', 'aria-autocomplete': 'list', 'aria-label': say('search-incidents'), placeholder: say('search-example'), autocomplete: 'off', spellcheck: 'false' })
    const close = make('button', { type: 'button', class: 'finder-close' }, say('close'))
    const said = make('p', { class: 'hit-said', role: 'status' })
    const list = make('div', { id: 'cb-found', role: 'listbox', 'aria-label': say('found') })
    const all = make('a', { href: `${root}search.html` }, say('all-results'))
    const notes = make('div', { role: 'status' })
    dialog = make('dialog', { class: 'finder', 'aria-label': say('search') }, make('form', { role: 'search' }, input, close), said, notes, list, make('p', { class: 'hit-foot' }, all, ' ', make('span', {}, make('kbd', {}, '↑'), make('kbd', {}, '↓'), ` ${say('key-choose')} · `, make('kbd', {}, 'Enter'), ` ${say('key-open')} · `, make('kbd', {}, 'Esc'), ` ${say('key-close')}`)))
    document.body.append(dialog)
    const options = () => [...list.querySelectorAll('[role=option]')]
    const choose = (option) => {
      for (const other of options()) other.setAttribute('aria-selected', String(other === option))
      if (option) {
        input.setAttribute('aria-activedescendant', option.id)
        option.scrollIntoView({ block: 'nearest' })
      } else input.removeAttribute('aria-activedescendant')
    }
    const option = (document, found, i) => result(document, found, { role: 'option', id: `cb-found-${i}`, 'aria-selected': 'false', tabindex: '-1' })
    const group = (label, items) => make('div', { role: 'group', 'aria-label': label }, make('p', { class: 'hit-group', 'aria-hidden': 'true' }, label), ...items)
    const paint = latest(async (isCurrent, text) => {
      const found = await search.answer(text)
      let items
      if (text.trim()) items = await Promise.all(found.hits.slice(0, 8).map((document, i) => option(document, found, i)))
      else items = await suggestions(found, option, group)
      if (!isCurrent()) return
      list.replaceChildren(...items)
      notes.replaceChildren(...notesOf(found.notes))
      said.textContent = text.trim() ? (found.hits.length ? say('results', { n: found.hits.length }) : say('nothing-found')) : ''
      all.href = `${root}search.html${text.trim() ? `?q=${encodeURIComponent(text)}` : ''}`
      list.hidden = !items.length
      input.setAttribute('aria-expanded', String(items.length > 0))
      choose(undefined)
    })
    input.addEventListener('input', () => paint(input.value))
    input.addEventListener('keydown', (event) => {
      const all = options()
      const at = all.findIndex((option) => option.getAttribute('aria-selected') === 'true')
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault()
        const step = event.key === 'ArrowDown' ? 1 : -1
        // Before the first and after the last one is the text itself.
        choose(all[((at + 1 + step + all.length + 1) % (all.length + 1)) - 1])
      } else if (event.key === 'Escape' && !event.isComposing) {
        // It would only empty the field, in some browsers.
        event.preventDefault()
        // A closed field keeps the focus until the next frame, and a `/` before that would be text.
        input.blur()
        dialog.close()
      } else if (event.key === 'Enter' && !event.isComposing) {
        event.preventDefault()
        if (all[at]) all[at].click()
        else location.href = dialog.querySelector('.hit-foot a').href
      }
    })
    list.addEventListener('click', () => dialog.close())
    close.addEventListener('click', () => dialog.close())
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) dialog.close()
    })
    return { input, paint }
  }
  /** What there is before anything is typed: incidents like the one on the page, and the latest. */
  const suggestions = async (found, option, group) => {
    const groups = []
    const own = decodeURIComponent(/\/incidents\/([^/]+)\.html$/.exec(location.pathname)?.[1] ?? '')
    let next = 0
    const items = (documents, from) => Promise.all(documents.map((document) => option(document, { ...from, marks: new Map() }, next++)))
    if (own) {
      const like = await search.answer((document.querySelector('h1')?.textContent ?? '').replace(/[-:"]/g, ' '), true)
      const rows = await Promise.all(like.hits.slice(0, 4).map(search.row))
      const others = rows.filter(({ slug }) => slug !== own).slice(0, 3)
      if (others.length) groups.push(group(say('similar'), await items(others.map(({ document }) => document), like)))
    }
    const count = found.book.documents
    const newest = Array.from({ length: Math.min(5, count) }, (_, i) => count - 1 - i)
    if (count) groups.push(group(say('latest'), await items(newest, found)))
    return groups
  }
  let parts
  const open = (text = '') => {
    parts ??= makeDialog()
    if (dialog.open) return
    dialog.showModal()
    parts.input.value ||= text
    parts.input.select()
    parts.paint(parts.input.value)
  }

  // ---- the page of all results --------------------------------------------------------------------

  const FACETS = { service: say('facet-service'), cause: say('facet-cause'), severity: say('facet-severity'), year: say('facet-year'), status: say('facet-status'), detection: say('facet-detection') }
  const MOST = 8
  /** Takes a value into the filter of a field, or out of it; the query stays the only state. */
  const toggled = (text, field, id) => {
    const term = query.parse(text).terms.find((term) => term.kind === 'filter' && term.field === field && !term.not)
    const rest = term ? `${text.slice(0, term.start)} ${text.slice(term.end)}` : text
    const isOn = term && isChosen(term, field, id)
    let values = field === 'year' ? (isOn ? [] : [id]) : (term?.names ?? []).map(({ text, prefix }) => text + (prefix ? '*' : ''))
    if (field !== 'year') values = isOn ? values.filter((value) => nameOf(field, value) !== query.fold(id)) : [...values.filter((value) => !holds(nameOf(field, value), id)), id]
    const quoted = values.map((value) => (/[\s,"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value))
    return `${rest.replace(/\s+/g, ' ').trim()}${values.length ? ` ${field}:${quoted.join(',')}` : ''}`.trim()
  }
  /** Whether a cause has another one below it. The smaller one takes the place of the larger, for both would be as wide as the larger. */
  const holds = (parent, id) => id.startsWith(`${parent}/`)
  /** The id that a name in a filter stands for. */
  const nameOf = (field, text) => {
    const names = search.book?.names[field]
    return names && Object.hasOwn(names, text) ? names[text] : text
  }
  const isChosen = (term, field, id) =>
    field === 'year' ? term.least === Number(id) && term.most === Number(id) : (term.names ?? []).some(({ text }) => nameOf(field, text) === query.fold(id))

  const countsOf = (found, facts, field) => {
    const counts = new Map()
    const tests = found.tests.filter((test) => test.field !== field)
    const isAll = !found.parsed.terms.some((term) => !term.not && term.kind !== 'filter')
    for (let i = 0; i < found.book.documents; i++) {
      if (!(isAll || found.scores[i] > 0) || !tests.every(({ passes }) => passes(i))) continue
      let values
      if (field === 'year') values = facts.year[i] ? [String(Math.floor(facts.year[i] / 10000))] : []
      else values = facts[field].rows[i].map((value) => facts[field].values[value])
      // A cause counts for its parent too, as its filter does.
      if (field === 'cause') values = new Set(values.flatMap((id) => [id, id.split('/')[0]]))
      for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    return counts
  }
  const facet = (field, found, facts, isWide, choose, widen) => {
    const term = found.parsed.terms.find((term) => term.kind === 'filter' && term.field === field && !term.not)
    const counts = [...countsOf(found, facts, field)].sort((a, b) => (field === 'year' ? b[0] - a[0] : b[1] - a[1] || (a[0] < b[0] ? -1 : 1)))
    if (!counts.length) return ''
    const items = counts.map(([id, count]) => ({ id, count, on: Boolean(term && isChosen(term, field, id)) }))
    // What a cause has below it shows once it is chosen, or a part of it.
    const opened = new Set(items.filter(({ on }) => on).map(({ id }) => id.split('/')[0]))
    const isPart = ({ id }) => field === 'cause' && id.includes('/')
    const first = items.filter((item) => !isPart(item))
    const parts = ({ id }) => (opened.has(id) ? items.filter((item) => isPart(item) && holds(id, item.id)) : [])
    const shown = first.filter((item, i) => isWide || i < MOST || item.on || parts(item).length)
    const list = make('ul')
    for (const item of shown.flatMap((item) => [item, ...parts(item)])) {
      const { id, count, on } = item
      const button = make('button', { type: 'button', 'aria-pressed': String(on), 'data-key': `${field} ${id}` }, make('span', { dir: 'auto' }, titleOf(found.book, field, id)), make('span', { class: 'num' }, number(count)))
      button.addEventListener('click', () => choose(field, id))
      list.append(make('li', isPart(item) ? { class: 'part' } : {}, button))
    }
    const more = first.length - shown.length
    if (more > 0) {
      const button = make('button', { type: 'button', class: 'facet-more', 'data-key': `${field} +` }, say('more', { n: more }))
      button.addEventListener('click', () => widen(field))
      list.append(make('li', {}, button))
    }
    return make('section', { class: 'facet', 'aria-label': FACETS[field] }, make('h2', {}, FACETS[field]), list)
  }

  const ORDERS = {
    relevance: () => 0,
    newest: (a, b) => b - a,
    oldest: (a, b) => a - b,
    longest: (a, b, lengths) => (lengths[b] ?? -1) - (lengths[a] ?? -1),
    shortest: (a, b, lengths) => (lengths[a] ?? 1e12) - (lengths[b] ?? 1e12),
  }
  const page = (main) => {
    const form = main.querySelector('form')
    const [input, order] = [form.querySelector('[name=q]'), form.querySelector('[name=sort]')]
    const [said, notes, list, facets, browse] = ['.hit-said', '.hit-notes', '.hits', '.facets', '.browse'].map((part) => main.querySelector(part))
    const more = make('button', { type: 'button', class: 'more', hidden: true }, say('show-more'))
    list.after(more)
    // Where there is no room beside the results, what narrows them down opens above them.
    const narrow = make('button', { type: 'button', class: 'narrow', 'aria-expanded': 'false' }, say('filters'))
    narrow.addEventListener('click', () => narrow.setAttribute('aria-expanded', String(narrow.ariaExpanded !== 'true')))
    facets.before(narrow)
    const wide = new Set()
    let shown = 20
    const read = () => {
      const asked = new URLSearchParams(location.search)
      input.value = asked.get('q') ?? ''
      order.value = Object.hasOwn(ORDERS, asked.get('sort') ?? '') ? asked.get('sort') : 'relevance'
    }
    const write = (isStep) => {
      const asked = new URLSearchParams()
      if (input.value.trim()) asked.set('q', input.value.trim())
      if (order.value !== 'relevance') asked.set('sort', order.value)
      const state = [null, '', asked.size ? `?${asked}` : location.pathname]
      try {
        if (isStep) history.pushState(...state)
        else history.replaceState(...state)
      } catch {
        // Some browsers keep addresses of files as they are.
      }
    }
    const paint = latest(async (isCurrent) => {
      list.ariaBusy = 'true'
      const text = input.value
      const isEmpty = !text.trim() && order.value === 'relevance'
      const found = await search.answer(text)
      search.book = found.book
      const lengths = ['longest', 'shortest'].includes(order.value) ? await search.facts('duration') : undefined
      const hits = isEmpty ? [] : !text.trim() ? Array.from({ length: found.book.documents }, (_, i) => i) : found.hits
      const ordered = [...hits].sort((a, b) => ORDERS[order.value](a, b, lengths))
      const items = await Promise.all(ordered.slice(0, shown).map((document) => result(document, found)))
      if (!isCurrent()) return
      browse.hidden = !isEmpty
      list.replaceChildren(...items.map((item) => make('li', {}, item)))
      list.ariaBusy = 'false'
      more.hidden = ordered.length <= shown
      notes.replaceChildren(...notesOf(found.notes))
      said.textContent = isEmpty ? '' : ordered.length ? say('results', { n: ordered.length }) : say('nothing-found')
      if (isEmpty) return facets.replaceChildren()
      // What narrows the results down comes after them.
      const columns = await Promise.all(Object.keys(FACETS).map(async (field) => [field, await search.facts(field === 'year' ? 'started' : field)]))
      if (!isCurrent()) return
      const facts = Object.fromEntries(columns)
      const kept = document.activeElement?.dataset?.key
      const choose = (field, id) => {
        input.value = toggled(input.value, field, id)
        change(true)
      }
      const widen = (field) => {
        wide.add(field)
        paint()
      }
      facets.replaceChildren(...Object.keys(FACETS).map((field) => facet(field, found, facts, wide.has(field), choose, widen)))
      // The button that was pressed is a new one now.
      if (kept) [...facets.querySelectorAll('button')].find(({ dataset }) => dataset.key === kept)?.focus()
    })
    const change = (isStep) => {
      shown = 20
      write(isStep)
      paint()
    }
    input.addEventListener('input', () => change(false))
    order.addEventListener('change', () => change(true))
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      change(true)
    })
    more.addEventListener('click', () => {
      shown += 20
      paint()
    })
    addEventListener('popstate', () => {
      read()
      paint()
    })
    read()
    paint()
  }

  // ---- the filter above the list of incidents ---------------------------------------------------------

  const filter = (form) => {
    const input = form.querySelector('input')
    const said = form.querySelector('[role=status]')
    const rows = [...document.querySelectorAll('.rows > li')]
    const paint = latest(async (isCurrent) => {
      const found = await search.answer(input.value)
      const hits = new Set((await Promise.all(found.hits.map(search.row))).map(({ slug }) => `incidents/${slug}.html`))
      if (!isCurrent()) return
      const isAll = !input.value.trim()
      for (const row of rows) row.hidden = !isAll && !hits.has(row.querySelector('a').getAttribute('href'))
      for (const list of document.querySelectorAll('.rows')) {
        list.hidden = !list.querySelector('li:not([hidden])')
        if (list.previousElementSibling?.matches('.year')) list.previousElementSibling.hidden = list.hidden
      }
      said.textContent = isAll ? '' : [say('filtered', { n: hits.size, of: found.book.documents }), ...found.notes.map(({ text }) => text)].join(' · ')
    })
    input.addEventListener('input', () => paint())
    if (input.value) paint()
  }

  globalThis.casebook.find = { open }
  const main = document.querySelector('.search-page')
  if (main) page(main)
  const form = document.querySelector('form.filter[data-whole]')
  if (form) filter(form)
})()
