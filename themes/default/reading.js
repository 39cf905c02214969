// What helps while reading a report: times in the reader's own zone or since the start, the section
// that is being read, and code that can be copied. Without it the page is whole.
(() => {
  'use strict'
  const { say } = globalThis.casebook
  const all = (selector, within = document) => [...within.querySelectorAll(selector)]
  const make = (tag, properties, ...inside) => {
    const element = Object.assign(document.createElement(tag), properties)
    element.append(...inside)
    return element
  }

  // ---- Times -----------------------------------------------------------------------------------
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  const MINUTE = 6e4
  // A time as the page has it, and how far the reader's clock is from it; nothing where its zone is
  // not known.
  const timed = (time) => {
    const parts = /^(.{10})T\d\d:\d\d.*(?:Z|([+-])(\d\d):(\d\d))$/.exec(time.dateTime)
    if (!parts) return
    const at = new Date(time.dateTime)
    const offset = parts[2] ? (parts[2] === '-' ? -1 : 1) * (60 * parts[3] + +parts[4]) : 0
    return { time, text: time.textContent, at, day: parts[1], shift: -at.getTimezoneOffset() - offset }
  }
  // Every clock in a text, so that `~10:15` and `10:15–10:30` keep what is around them.
  const shifted = (text, minutes) =>
    text.replace(/\d\d:\d\d/g, (clock) => {
      const [hours, rest] = clock.split(':').map(Number)
      const moved = (((60 * hours + rest + minutes) % 1440) + 1440) % 1440
      return [Math.floor(moved / 60), moved % 60].map((part) => String(part).padStart(2, '0')).join(':')
    })
  const language = document.documentElement.lang || undefined
  const dayOf = (at) => at.toLocaleDateString(language === 'en' ? 'en-GB' : language, { day: 'numeric', month: 'long', year: 'numeric', numberingSystem: 'latn' })
  const dayKey = (at) => new Date(at - at.getTimezoneOffset() * MINUTE).toISOString().slice(0, 10)

  const lists = all('ol.timeline').map((list) => ({
    list,
    note: list.previousElementSibling?.matches('p') ? list.previousElementSibling : undefined,
    times: all('.at time', list).map(timed).filter(Boolean),
    days: all('.day', list),
  }))
  for (const it of lists) it.said = it.note?.textContent

  // Times above the timeline, with the zone that stands behind some of them.
  const others = all('.says time, .phases time')
    .map(timed)
    .filter(Boolean)
    .map((it) => {
      const next = it.time.nextSibling
      const zone = next?.nodeType === Node.TEXT_NODE ? next : undefined
      return { ...it, zone, zoneText: zone?.data }
    })
  const ownText = ({ text, at, day, shift }) => {
    if (dayKey(at) === day) return shifted(text, shift)
    const form = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', numberingSystem: 'latn' }
    if (/\d{4}/.test(text)) form.year = 'numeric'
    return at.toLocaleString(language === 'en' ? 'en-GB' : language, form)
  }
  const showOthers = (isOwn) => {
    for (const it of others) {
      it.time.textContent = isOwn ? ownText(it) : it.text
      if (it.zone) it.zone.data = isOwn ? '' : it.zoneText
    }
  }

  const toOwn = ({ list, note, times }) => {
    let before
    for (const { time, text, at, shift } of times) {
      time.textContent = shifted(text, shift)
      const day = dayKey(at)
      if (day !== before) time.closest('li').prepend(make('div', { className: 'day own' }, dayOf(at)))
      before = day
    }
    list.classList.add('is-own')
    if (note) note.textContent = say('times-in-own', { zone: own.replaceAll('_', ' ') })
  }
  const toWritten = ({ list, note, times, said }) => {
    for (const { time, text } of times) time.textContent = text
    for (const day of all('.day.own', list)) day.remove()
    list.classList.remove('is-own', 'is-since')
    if (note) note.textContent = said
  }
  const show = (how) => {
    for (const it of lists) {
      toWritten(it)
      if (how === 'own') toOwn(it)
      if (how === 'since') it.list.classList.add('is-since')
    }
    showOthers(how === 'own')
  }

  const canOwn = lists.some(({ times }) => times.some(({ shift }) => shift !== 0))
  const canSince = lists.some(({ list }) => list.querySelector('.at small'))
  const ways = [
    ['written', say('times-written')],
    ...(canOwn ? [['own', say('times-own')]] : []),
    ...(canSince ? [['since', say('times-since')]] : []),
  ]
  if (ways.length > 1) {
    let kept = ''
    try {
      kept = localStorage.getItem('casebook-times')
    } catch {
      // Storage may be forbidden; the choice then lasts as long as the page.
    }
    if (!ways.some(([way]) => way === kept)) kept = 'written'
    const choices = ways.map(([way, label]) => make('label', {}, make('input', { type: 'radio', name: 'cb-times', value: way, checked: way === kept }), make('span', {}, label)))
    const field = make('fieldset', { className: 'choice' }, make('legend', { className: 'hidden' }, say('times')), ...choices)
    field.addEventListener('change', (event) => {
      show(event.target.value)
      try {
        localStorage.setItem('casebook-times', event.target.value)
      } catch {
        // As above.
      }
    })
    // Where the page knows that there are ways, it keeps room for them.
    const [{ list, note }] = lists
    const room = document.querySelector('.ways')
    if (room) room.append(field)
    else (note ?? list).before(field)
    show(kept)
  }

  // ---- The section that is being read ----------------------------------------------------------
  const entries = all('.toc a')
    .map((link) => ({ link, target: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
    .filter(({ target }) => target)
  if (entries.length) {
    let waits = false
    const follow = () => {
      waits = false
      const line = innerHeight / 4
      const atEnd = scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 2
      const passed = entries.filter(({ target }) => target.getBoundingClientRect().top <= line)
      const here = atEnd ? entries.at(-1) : passed.at(-1)
      for (const { link } of entries) {
        if (link === here?.link) link.setAttribute('aria-current', 'true')
        else link.removeAttribute('aria-current')
      }
    }
    const soon = () => {
      if (!waits) requestAnimationFrame(follow)
      waits = true
    }
    addEventListener('scroll', soon, { passive: true })
    addEventListener('resize', soon)
    follow()
  }

  // ---- Code that can be copied -----------------------------------------------------------------
  const status = make('p', { className: 'hidden', role: 'status' })
  // Pages from a folder have no clipboard of the newer kind.
  const copy = async (pre) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(pre.textContent)
    getSelection().selectAllChildren(pre)
    const done = document.execCommand('copy')
    getSelection().removeAllRanges()
    if (!done) throw new Error('not copied')
  }
  const blocks = all('.report pre')
  for (const pre of blocks) {
    const button = make('button', { type: 'button', className: 'copy' }, say('copy'))
    const code = make('div', { className: 'code' })
    pre.before(code)
    code.append(pre, button)
    button.addEventListener('click', () =>
      copy(pre).then(
        () => {
          button.textContent = status.textContent = say('copied')
        },
        () => {
          button.textContent = say('not-copied')
          status.textContent = say('copy-refused')
        }
      )
    )
    button.addEventListener('blur', () => {
      button.textContent = say('copy')
      status.textContent = ''
    })
  }
  if (blocks.length) document.querySelector('main').append(status)
})()
