// The timeline across incidents: lanes, zoom, filters. Without it the page has a drawing and lists.
(() => {
  'use strict'
  const root = document.documentElement
  // Shows what needs this script before anything is drawn, so that nothing jumps.
  root.classList.add('tl-js')
  addEventListener('DOMContentLoaded', () => {
    casebook = globalThis.casebook
    data = casebook?.timeline
    try {
      begin()
    } catch (fault) {
      root.classList.remove('tl-js')
      throw fault
    }
  })

  // ---- the calendar: a clock is the wall clock of the axis, in seconds as if that were UTC ---------

  const HOUR = 3600
  const DAY = 24 * HOUR

  const offset = (instant) => (data.offsets.findLast(([from]) => from <= instant) ?? data.offsets[0])[1]
  const local = (instant) => instant + offset(instant)
  const instant = (clock) => clock - offset(clock - offset(clock))
  const date = (clock) => new Date(clock * 1000)

  // Steps of the calendar: so many seconds, or so many months.
  const step = (seconds, months) => ({ seconds, months, about: seconds || months * 2629746 })
  const ONE_DAY = step(DAY)
  const MONTH = step(0, 1)
  const [YEAR, ...MORE] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000].map((years) => step(0, years * 12))
  const CLOCKS = [60, 300, 900, HOUR, 3 * HOUR, 6 * HOUR].map((seconds) => step(seconds))
  const TICKS = [...CLOCKS, ONE_DAY, step(7 * DAY), MONTH, step(0, 3), YEAR, ...MORE]
  const BINS = TICKS.slice(3)
  const fitting = (steps, about) => steps.find((step) => step.about >= about) ?? steps.at(-1)

  // `Date.UTC` would take the year 12 for 1912.
  const ofMonths = (months) => new Date(0).setUTCFullYear(Math.floor(months / 12), ((months % 12) + 12) % 12, 1) / 1000
  const monthsOf = (clock) => date(clock).getUTCFullYear() * 12 + date(clock).getUTCMonth()
  const floor = (clock, { seconds, months }) => {
    if (months) return ofMonths(Math.floor(monthsOf(clock) / months) * months)
    const monday = seconds > DAY ? 3 * DAY : 0 // 1970 began on a Thursday.
    return Math.floor((clock + monday) / seconds) * seconds - monday
  }
  const next = (clock, { seconds, months }) => (months ? ofMonths(monthsOf(clock) + months) : clock + seconds)

  const timeName = (clock, seconds) => date(clock).toISOString().slice(-13, seconds ? -5 : -8)
  const clockName = (clock, known) => timeName(clock, known > 4 && clock % 60)
  /** A clock in words, no more exact than it is known: 0 the year .. 4 the minute, 5 the second. */
  const words = (clock, known, short) => {
    const number = date(clock).getUTCFullYear()
    const year = number > 0 ? `${number}` : casebook.say('before-christ', { year: `${1 - number}` })
    if (!known) return casebook.say('dates.year', { year })
    const month = casebook.words[short ? 'dates.months-short' : known > 1 ? 'dates.months' : 'dates.months-alone'][date(clock).getUTCMonth()]
    const slots = { day: `${date(clock).getUTCDate()}`, month, year }
    if (known < 2) return short ? casebook.say('dates.month-short', slots) : casebook.say('dates.month-long', slots)
    const day = short ? casebook.say('dates.day-short', slots) : casebook.say('dates.day-long', slots)
    return known > 2 ? casebook.say('dates.date-time', { date: day, time: clockName(clock, known) }) : day
  }
  /** How exactly a step is named: as the year, the month, the day or the minute. */
  const named = ({ seconds, months }) => (months > 11 ? 0 : months ? 1 : seconds < DAY ? 4 : 2)
  const spell = (clock, step) => {
    const [from, to] = [clock, next(clock, step) - 60].map((clock) => words(clock, named(step)))
    return from === to ? from : casebook.say('dates.stretch', { first: from, last: to })
  }
  const each = (step, from, to, act) => {
    for (let clock = floor(local(from), step); instant(clock) < to; clock = next(clock, step)) act(clock, instant(clock))
  }

  // ---- the incidents ------------------------------------------------------------------------------

  // Bits of `shape`, above three for the precision of the start and three for that of the end.
  const ABOUT_START = 64
  const ABOUT_END = 128
  const GOES_ON = 256
  const BEFORE = 512
  const GUESSED = 1024 | 2048

  /** Turns columns into incidents, each with when it may have been and when it surely was. */
  const read = ({ incidents: columns, today, severities }) => {
    let first = 0
    const all = columns.start.map((delta, i) => {
      first += delta
      const shape = columns.shape[i]
      const [startKnown, endKnown] = [shape & 7, (shape >> 3) & 7]
      const started = latest(first, startKnown)
      const end = columns.length[i] === null ? null : first + columns.length[i]
      const goesOn = shape & GOES_ON
      const last = Math.max(started, goesOn ? today : end === null ? started : latest(end, endKnown))
      const severity = columns.severity[i]
      const incident = { first, started, startKnown, end, endKnown, goesOn, last }
      for (const name in columns) incident[name] ??= columns[name][i]
      // Where it stands among the others: in the middle of what it may have begun in.
      incident.at = (first + started) / 2
      incident.rank = severity === null ? 4 : severities[severity][2]
      incident.href = `incidents/${slug(incident)}.html`
      return incident
    })
    all.sort((a, b) => a.at - b.at)
    all.forEach((incident, i) => (incident.i = i))
    return all
  }

  /** The end of what a moment may be: `2021-07-20` is any time of that day. */
  const latest = (moment, known) => {
    if (known > 2) return moment + (known === 3 ? HOUR : 0)
    const unit = [YEAR, MONTH, ONE_DAY][known]
    return instant(next(floor(local(moment), unit), unit))
  }

  /** Most files are named after their title; then the data has only what stands before it. */
  const slug = ({ slug, title }) => {
    const [before, most] = slug.split('*')
    const name = title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
    return most === undefined ? slug : before + name.slice(0, most || 999)
  }

  // ---- what is shown ------------------------------------------------------------------------------

  let casebook, data, app, plot, canvas, strip, tip, form, links
  const find = (selector) => app.querySelector(selector)

  let all // every incident, by time
  let shown // those that the filters leave
  let lanes = []
  let by = 'service'
  const view = { from: 0, to: 1 }
  const filter = { q: '', service: '', cause: '', severity: '' }
  const FACETS = { service: 'services', cause: 'causes', severity: 'severities' }

  /** Asks the filters, which are one query: the choices first, then what was typed. */
  const sift = () => {
    const { parse, matches } = globalThis.casebook.query
    const chosen = Object.keys(FACETS).filter((facet) => filter[facet])
    const terms = chosen.map((facet) => (filter[facet] === 'none' ? `-has:${facet}` : `${facet}:"${filter[facet]}"`))
    const asked = parse([...terms, filter.q].join(' '))
    const words = asked.terms.filter(({ kind }) => kind !== 'filter')
    shown = all.filter(
      (incident) =>
        (words.length === asked.terms.length || matches(asked, factsOf(incident), data.names)) &&
        words.every(({ text, not }) => (incident.bare ??= bare(incident.title)).includes(bare(text)) !== not)
    )
    note(asked.notes.map(({ text }) => text))
    relane()
  }
  const bare = (text) => text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase()
  const factsOf = (incident) => (incident.facts ??= facts(incident))
  const facts = (incident) => {
    const names = (list, places) => [places ?? []].flat().map((place) => data[list][place][0])
    const [seconds, exact] = lengthOf(incident)
    return {
      services: names('services', incident.services),
      causes: names('causes', incident.causes),
      severity: names('severities', incident.severity),
      status: names('statuses', incident.status),
      detection: names('detections', incident.detection),
      tags: names('tags', incident.tags),
      has: data.has.filter((_, bit) => (incident.has >> bit) & 1),
      started: stamp(incident.first + DAY * [0, 1, -1][incident.shape >> 12]),
      durationSeconds: exact || seconds ? seconds : null,
    }
  }

  const MOST_LANES = 12

  /** A lane a value, the most frequent first, the rest in one; severities keep their order. */
  const relane = () => {
    const list = data[FACETS[by]]
    const values = list.map(([id, title]) => ({ id, title, members: [] }))
    const tops = list.map(([id], place) => (by === 'cause' ? list.findIndex(([top]) => top === id.split('/')[0]) : place))
    const none = { id: 'none', title: form.elements[by].lastElementChild.text, members: [] }
    for (const incident of shown) {
      const places = new Set([incident[by] ?? incident[FACETS[by]] ?? []].flat().map((place) => tops[place]))
      for (const place of places) values[place].members.push(incident.i)
      if (!places.size) none.members.push(incident.i)
    }
    lanes = values.filter(({ members }) => members.length)
    if (by !== 'severity') lanes.sort((a, b) => b.members.length - a.members.length)
    const most = MOST_LANES - (none.members.length ? 1 : 0)
    if (lanes.length > most) {
      const rest = lanes.splice(most - 1)
      const members = [...new Set(rest.flatMap(({ members }) => members))].sort((a, b) => a - b)
      lanes.push({ title: `${rest.length} others`, members })
    }
    if (none.members.length) lanes.push(none)
    for (const lane of lanes) lane.y = new Float32Array(lane.members.length)
    nameLanes()
    resize()
  }

  const nameLanes = () => {
    const rows = lanes.map(({ id, title, members }) => {
      const row = element('li')
      const name = element(id ? 'button' : 'span', title)
      name.type = 'button'
      name.dataset.only = id ?? ''
      row.append(name, element('small', members.length))
      return row
    })
    find('.tl-names').replaceChildren(...rows)
  }

  // ---- where marks stand --------------------------------------------------------------------------

  // All in px.
  const HEAD = 40 // the axis
  const ROW = 18 // a row of marks
  const CLOSE = 9 // a row where there is little room
  const BAR = 11 // the height of a bar
  const NARROW = 14 // what is shorter is a mark, not a bar
  const CROWD = 20 // marks nearer than this belong to one crowd
  const COLUMN = 9 // columns of a crowd are at least as wide

  let width = 0
  let height = 0
  let gutter = 0 // room for the names of lanes beside the marks
  let brow = 0 // room for them above the marks, where the page is narrow
  let laneHeight = 0
  let laid = 0 // the scale that marks were laid out for
  let bin // what crowds are counted by at that scale
  let left, right // how far each incident reaches at that scale
  const bins = new Map() // by bin: where the column of each incident begins

  const scale = () => (width - gutter) / (view.to - view.from)
  const x = (moment) => gutter + (moment - view.from) * scale()
  const isBar = ({ first, last }, k) => (last - first) * k > NARROW
  /** Tails show where days can be seen at all; before that they would only be noise. */
  const tails = (k) => DAY * k > NARROW

  const layOut = () => {
    const k = scale()
    if (k === laid) return
    laid = k
    bin = fitting(BINS, COLUMN / k)
    const tail = tails(k) ? 18 : 0
    for (const incident of all) {
      const { i, first, last, at, shape, end, goesOn } = incident
      const bar = isBar(incident, k)
      left[i] = (bar ? first : at) * k - 7 - (shape & BEFORE ? tail : 0)
      right[i] = (bar && !goesOn ? last : at) * k + 7 + (end === null ? tail : 0)
    }
    lanes.forEach(layLane)
    // Lanes compare; only the one of all others has a scale of its own.
    const most = Math.max(...lanes.map((lane) => (lane.id ? highest(lane) : 1)))
    for (const lane of lanes) lane.most = lane.id ? most : highest(lane)
  }

  /** Marks one by one where they have room, closer where not, else columns. */
  const layLane = (lane, n) => {
    const { members } = lane
    const top = HEAD + n * laneHeight
    lane.columns = []
    for (let from = 0, to; from < members.length; from = to) {
      let until = right[members[from]]
      for (to = from + 1; to < members.length && left[members[to]] - until < CROWD; to++)
        until = Math.max(until, right[members[to]])
      if (to - from < 60 && stack(lane, from, to, top, ROW, true)) continue
      if (!stack(lane, from, to, top, ROW) && !stack(lane, from, to, top, CLOSE)) pile(lane, from, to)
    }
  }

  /** Puts a crowd into rows, each mark into the first that is free; false when there are too few. */
  const stack = (lane, from, to, top, pitch, titled) => {
    const room = laneHeight - brow - 8
    const rows = new Array(Math.max(1, Math.floor(room / pitch))).fill(-Infinity)
    let used = 0
    for (let j = from; j < to; j++) {
      const i = lane.members[j]
      const row = rows.findIndex((until) => until <= left[i] - 3)
      if (row < 0) return false
      rows[row] = right[i] + (titled ? Math.min(190, all[i].title.length * 6.5) : 0)
      lane.y[j] = row
      used = Math.max(used, row)
    }
    const first = top + brow + 4 + (room - used * pitch) / 2
    for (let j = from; j < to; j++) lane.y[j] = first + lane.y[j] * pitch
    return true
  }

  const binsOf = () => {
    if (!bins.has(bin)) bins.set(bin, Float64Array.from(all, ({ at }) => instant(floor(local(at), bin))))
    return bins.get(bin)
  }

  /** Counts a crowd by hours, days, weeks .. and by severity. */
  const pile = (lane, from, to) => {
    const starts = binsOf()
    let column
    for (let j = from; j < to; j++) {
      const i = lane.members[j]
      if (column?.start !== starts[i]) {
        column = { start: starts[i], end: instant(next(local(starts[i]), bin)), n: 0, ranks: [0, 0, 0, 0, 0] }
        lane.columns.push(column)
      }
      column.n++
      column.ranks[all[i].rank]++
      lane.y[j] = NaN
    }
  }

  /** The highest column of a lane, in view or not: panning changes nothing. */
  const highest = ({ members, columns }) => {
    let most = 1
    if (!columns.length) return most
    const starts = binsOf()
    for (let j = 1, n = 1; j < members.length; j++) {
      n = starts[members[j]] === starts[members[j - 1]] ? n + 1 : 1
      most = Math.max(most, n)
    }
    return most
  }

  // ---- drawing ------------------------------------------------------------------------------------

  const ink = {}
  let g // what is drawn on
  let frame = 0
  let hits = [] // what the pointer can meet, as drawn last

  const redraw = () => (frame ||= requestAnimationFrame(draw))

  /** Colours as the style sheet has them now: light or dark, a team's own, or the system's. */
  const readColours = () => {
    for (const name of ['ink', 'soft', 'line', 'edge', 'paper', 'wash', 'link', 'bar', 'sev-1', 'sev-2', 'sev-3', 'sev-4']) {
      canvas.style.color = `var(--${name})`
      ink[name] = getComputedStyle(canvas).color
    }
  }
  const type = (size, weight = 400) => {
    const { fontFamily, fontSize } = plotStyle
    g.font = `${weight} ${parseFloat(fontSize) * size}px ${fontFamily}`
  }
  let plotStyle

  const cuts = new Map()
  /** Cuts a text to the room there is. */
  const cut = (text, room) => {
    const key = g.font + (room >> 3) + text
    if (!cuts.has(key)) {
      if (cuts.size > 3000) cuts.clear()
      const wide = (text) => g.measureText(text).width
      let short = wide(text) > room ? '' : text
      for (let most = (text.length * room) / wide(text); !short && most > 4 && room > 70; most--) {
        const tried = `${text.slice(0, most).trimEnd()}…`
        if (wide(tried) <= room) short = tried
      }
      cuts.set(key, short)
    }
    return cuts.get(key)
  }

  const line = (x1, y1, x2, y2, colour = ink.line) => {
    g.strokeStyle = colour
    g.beginPath()
    g.moveTo(x1, y1)
    g.lineTo(x2, y2)
    g.stroke()
  }
  const broken = (dash, paint) => {
    g.setLineDash(dash)
    paint()
    g.setLineDash([])
  }
  const fade = (from, to, y, tall, colour) => {
    const tone = g.createLinearGradient(from, 0, to, 0)
    tone.addColorStop(0, colour)
    tone.addColorStop(1, 'transparent')
    g.fillStyle = tone
    g.fillRect(Math.min(from, to), y - tall / 2, Math.abs(to - from), tall)
  }
  const bar = (from, to, y, corners) => {
    const [a, b] = [Math.max(from, -50), Math.min(to, width + 50)]
    g.beginPath()
    g.roundRect(a, y - BAR / 2, Math.max(b - a, 1), BAR, corners)
  }

  /** The shapes that stand beside severities everywhere on the site. */
  const glyph = (rank, x, y) => {
    const radius = [0, 7, 5.5, 5, 3.5][rank]
    g.beginPath()
    if (rank === 1) for (const way of [0, 1, 2, 3]) g.lineTo(x + radius * [1, 0, -1, 0][way], y + radius * [0, 1, 0, -1][way])
    else g.arc(x, y, radius, 0, 7)
    g.closePath()
    g.strokeStyle = ink.paper
    g.lineWidth = 3
    g.stroke()
    g.fillStyle = rank === 3 ? ink.paper : ink[`sev-${rank}`]
    g.fill()
    if (rank !== 3) return
    g.strokeStyle = ink['sev-3']
    g.lineWidth = 2.25
    g.stroke()
  }

  /** Draws one incident; returns from where to where there is a bar, if there is. */
  const drawMark = (incident, y, shift, k) => {
    const { first, started, end, last, at, shape, rank, goesOn } = incident
    const colour = ink[`sev-${rank}`]
    const long = isBar(incident, k)
    const vague = long && (started - first) * k > NARROW
    const head = (long && !vague ? first : at) * k + shift
    const [from, sure, to] = [first, started, goesOn ? started : last].map((moment) => moment * k + shift)
    const full = long && end > started ? [sure, end * k + shift] : null
    g.lineWidth = 1
    if (goesOn) onward(sure, Math.max(last * k + shift, head + 20), y, colour)
    if (vague || (full && to > full[1] + 2)) perhaps(from, to, y, colour)
    if (full) surely(...full, y, colour, shape)
    if (tails(k) && end === null && !goesOn && !vague) fade(head, head + 25, y, 3, colour)
    if (tails(k) && shape & BEFORE) fade(head, head - 25, y, 3, colour)
    if (!full && shape & (ABOUT_START | ABOUT_END)) {
      g.beginPath()
      g.arc(head, y, 9, 0, 7)
      g.strokeStyle = colour
      broken([2, 2.5], () => g.stroke())
    }
    glyph(rank, head, y)
    return full ?? (vague ? [head > width - 100 ? from : head, to] : null)
  }

  /** The time in which it may have been: pale, with a broken edge. */
  const perhaps = (from, to, y, colour) => {
    bar(from, to, y, 3)
    g.globalAlpha = 0.16
    g.fillStyle = colour
    g.fill()
    g.globalAlpha = 1
    g.strokeStyle = colour
    broken([3, 3], () => g.stroke())
  }

  /** The time in which it surely was; an end that is only about right has no edge. */
  const surely = (from, to, y, colour, shape) => {
    const blur = Math.min(14, (to - from) / 2)
    const [a, b] = [shape & ABOUT_START ? from + blur : from, shape & ABOUT_END ? to - blur : to]
    bar(a, b, y, 3)
    g.fillStyle = colour
    g.fill()
    if (a > from) fade(a, from, y, BAR, colour)
    if (b < to) fade(b, to, y, BAR, colour)
  }

  /** Not over when the site was built: a broken line to that day, with an open head. */
  const onward = (from, to, y, colour) => {
    g.lineWidth = 2
    broken([5, 4], () => line(Math.max(from, -50), y, Math.min(to - 1, width + 50), y, colour))
    for (const side of [-5, 5]) line(to - 6, y + side, to, y, colour)
    g.lineWidth = 1
  }

  const drawColumn = (lane, column, top) => {
    const [a, b] = [x(column.start), x(column.end)]
    if (b < gutter || a > width) return
    const foot = top + laneHeight - 4
    const room = laneHeight - brow - 20
    const tall = Math.max((column.n / lane.most) * room, 3)
    let y = foot
    column.ranks.forEach((n, rank) => {
      if (!n) return
      g.fillStyle = ink[`sev-${rank}`]
      const part = (tall * n) / column.n
      g.fillRect(a + 0.5, (y -= part), Math.max(b - a - 1, 1), part)
    })
    if (b - a > 6 + 7 * String(column.n).length) {
      g.fillStyle = ink.soft
      g.textAlign = 'center'
      g.fillText(column.n, (a + b) / 2, y - 4)
    }
    hits.push({ lane, column, left: a, right: b, top: Math.min(y, foot - 24), foot })
  }

  const drawLane = (lane, n) => {
    const k = scale()
    const shift = gutter - view.from * k
    const top = HEAD + n * laneHeight
    type(0.75)
    for (const column of lane.columns) drawColumn(lane, column, top)
    const waiting = new Map() // by height: the mark whose title may go on until the next one
    const taken = new Map() // by height: how far things reach
    const say = ([y, hit], until) => {
      let back = gutter
      for (const [at, reach] of taken) if (Math.abs(at - y) < BAR || !at) back = Math.max(back, reach)
      waiting.delete(y)
      taken.set(y, title(hit, hit.right + 4, until, '', back))
    }
    g.textAlign = 'left'
    g.textBaseline = 'middle'
    lane.members.forEach((i, j) => {
      const incident = all[i]
      const y = lane.y[j]
      const [a, b] = [left[i] + shift, right[i] + shift]
      if (a > width || (b < gutter && !incident.goesOn)) return
      // Columns are drawn already, and leave no room.
      const piled = Number.isNaN(y)
      if (piled && taken.get(0) > b) return
      for (const label of waiting) if (piled || Math.abs(label[0] - y) < BAR) say(label, piled ? x(binsOf()[i]) : a)
      if (piled) return taken.set(0, x(instant(next(local(binsOf()[i]), bin))))
      const full = drawMark(incident, y, shift, k)
      const hit = { lane, incident, left: a, right: b, top: y - ROW / 2, foot: y + ROW / 2 }
      hits.push(hit)
      const [from, until] = full ? [Math.max(full[0], gutter), Math.min(full[1], width)] : []
      const inside = incident.end > incident.started ? ink.paper : ink.ink
      if (until - from > 100) taken.set(y, title(hit, from + (full[0] < from ? 6 : 12), until, inside))
      else waiting.set(y, hit)
    })
    for (const label of waiting) say(label, width)
    g.textBaseline = 'alphabetic'
  }

  /** Writes a title after its mark, before it where only there is room, or else in its bar. */
  const title = (hit, from, until, inside, back) => {
    const { title } = hit.incident
    g.fillStyle = inside || ink.ink
    type(inside ? 0.75 : 0.8125, inside ? 600 : 400)
    let room = until - from - 6
    const before = hit.left - back - 16
    const turned = until === width && before > room && g.measureText(title).width > room
    if (turned) room = before
    const text = cut(title, Math.min(room, 320))
    const wide = g.measureText(text).width
    if (turned && text) hit.left = from = hit.left - 4 - wide
    const y = (hit.top + hit.foot) / 2 + 1
    g.strokeStyle = ink.paper
    g.lineWidth = 4
    if (!inside) g.strokeText(text, from, y)
    g.fillText(text, from, y)
    return (hit.right = Math.max(hit.right, from + wide))
  }

  const drawAxis = () => {
    const k = scale()
    const unit = fitting(TICKS, 62 / k)
    const big = unit.months > 11 ? null : unit.months ? YEAR : unit.seconds < DAY ? ONE_DAY : MONTH
    if (big) {
      type(0.8125, 600)
      each(big, view.from, view.to, (clock, moment) => {
        const from = Math.max(x(moment), gutter) + 5
        const room = Math.min(x(instant(next(clock, big))), width) - from - 4
        if (x(moment) > gutter) line(x(moment), 0, x(moment), HEAD, ink.edge)
        g.fillStyle = ink.ink
        g.fillText(cut((big === ONE_DAY ? `${weekday(clock, 'dates.weekdays')} ` : '') + words(clock, named(big)), room), from, 14)
      })
    }
    type(0.75, big ? 400 : 600)
    each(unit, view.from, view.to, (clock, moment) => {
      const at = x(moment)
      if (at < gutter) return
      line(at, big ? 22 : 10, at, height)
      g.fillStyle = big ? ink.soft : ink.ink
      g.fillText(cut(tickName(clock, unit, k), width - at - 6), at + 5, big ? 32 : 26)
    })
  }

  const weekday = (clock, names) => casebook.words[names][(date(clock).getUTCDay() + 6) % 7]
  const tickName = (clock, { seconds, months }, k) => {
    if (months) return months > 11 ? words(clock, 0) : casebook.words['dates.months-short'][date(clock).getUTCMonth()]
    if (seconds < DAY) return timeName(clock)
    return (DAY * k > 62 ? `${weekday(clock, 'dates.weekdays-short')} ` : '') + date(clock).getUTCDate()
  }

  const sheet = (on, tall) => {
    g = on.getContext('2d')
    g.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0)
    g.clearRect(0, 0, width, tall)
    g.lineWidth = 1
    // The paper around a W would have spikes.
    g.lineJoin = 'round'
    g.textAlign = 'left'
  }

  const draw = () => {
    frame = 0
    if (!width) return
    sheet(canvas, height)
    layOut()
    hits = []
    g.fillStyle = ink.wash
    g.fillRect(Math.max(x(data.today), gutter), HEAD, width, height)
    drawAxis()
    g.save()
    g.beginPath()
    g.rect(gutter, 0, width, height)
    g.clip()
    lanes.forEach(drawLane)
    for (const { incident, left, right, top } of hits) {
      if (incident?.i !== hot) continue
      g.strokeStyle = ink.ink
      g.lineWidth = 1.5
      g.beginPath()
      g.roundRect(left - 3, top, right - left + 6, ROW, 4)
      g.stroke()
    }
    g.restore()
    lanes.forEach((_, n) => line(0, HEAD + n * laneHeight + 0.5, width, HEAD + n * laneHeight + 0.5))
    place(find('.tl-window'), toStrip(view.from), 0, toStrip(view.to), STRIP, 8)
    follow()
    if (root.classList.contains('tl-drawn')) return
    // The words beside the first drawing are there with it.
    list()
    root.classList.add('tl-drawn')
  }

  // ---- the strip: the whole archive, its long silences folded -------------------------------------

  const STRIP = 46
  const BREAK = 22 // a folded silence
  let knots // moments with where they stand

  const along = (value, by, to) => {
    const n = knots.findIndex((knot) => knot[by] > value)
    const [a, b] = knots.slice(n < 0 ? -2 : Math.max(n - 1, 0))
    return a[to] + ((value - a[by]) / (b[by] - a[by])) * (b[to] - a[to])
  }
  const toStrip = (moment) => along(moment, 0, 1)
  const fromStrip = (at) => along(at, 1, 0)

  const drawStrip = () => {
    sheet(strip, STRIP)
    type(0.6875)
    const parts = data.stretches
    const least = 34
    const free = width - gutter - (BREAK + least) * parts.length + BREAK
    const whole = parts.reduce((sum, [from, to]) => sum + to - from, 0)
    const foot = STRIP - 0.5
    let at = gutter
    knots = parts.flatMap(([from, to]) => {
      const start = at
      at += least + (free * (to - from)) / whole
      line(start, foot, at, foot, ink.edge)
      if (start > gutter) for (const aside of [6, 11]) line(start - aside - 5, foot, start - aside, foot - 10, ink.edge)
      at += BREAK
      return [[from, start], [to, at - BREAK]]
    })
    const wide = 4
    let most
    for (const incidents of [all, shown]) {
      const counts = new Map()
      for (const { at } of incidents) {
        const column = Math.floor(toStrip(at) / wide)
        counts.set(column, (counts.get(column) ?? 0) + 1)
      }
      most ??= Math.max(...counts.values())
      g.fillStyle = incidents === shown ? ink.bar : ink.line
      for (const [column, n] of counts) {
        const tall = Math.max(3, (n / most) * (STRIP - 18))
        g.fillRect(column * wide, foot - tall, wide - 1, tall)
      }
    }
    g.fillStyle = ink.soft
    for (const [from, to] of parts) {
      const unit = fitting(TICKS, (52 * (to - from)) / (toStrip(to) - toStrip(from)))
      let end = toStrip(from)
      const label = (text, at) => {
        const wide = g.measureText(text).width
        if (at < end || at + wide > width) return
        g.fillText(text, at, 13)
        end = at + wide + 8
      }
      each(unit, from, to, (clock, moment) => label(words(clock, named(unit), true), toStrip(moment)))
      if (end === toStrip(from)) label(words(local((from + to) / 2), 0), end)
    }
  }

  let held = 0
  const dragStrip = (event) => {
    const at = event.clientX - strip.getBoundingClientRect().left
    const half = (view.to - view.from) / 2
    if (event.type === 'pointerdown') {
      strip.setPointerCapture(event.pointerId)
      const inside = at > toStrip(view.from) - 4 && at < toStrip(view.to) + 4
      held = inside ? at - toStrip(view.from + half) : 0
      if (inside) return
    } else if (!strip.hasPointerCapture(event.pointerId)) return
    const middle = fromStrip(at - held)
    look(middle - half, middle + half)
  }

  // ---- moving about -------------------------------------------------------------------------------

  const SHORTEST = 600 // s: as near as one can look
  let whole // the view of everything
  let glides = 0

  const look = (from, to) => {
    const span = Math.min(Math.max(to - from, SHORTEST), (whole.to - whole.from) * 1.25)
    const middle = Math.min(Math.max((from + to) / 2, whole.from), whole.to)
    view.from = middle - span / 2
    view.to = middle + span / 2
    unpoint()
    redraw()
    settle()
  }

  /** Goes there in a fifth of a second; a change of scale is even, not headlong. */
  const glide = (from, to) => {
    cancelAnimationFrame(glides)
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return look(from, to)
    const start = view.from
    const [size, goal] = [view.to - start, to - from]
    const began = performance.now()
    const onwards = (now) => {
      const done = 1 - (1 - Math.min(Math.max((now - began) / 220, 0), 1)) ** 3
      const span = size * (goal / size) ** done
      const share = Math.abs(goal / size - 1) < 1e-6 ? done : (span - size) / (goal - size)
      look(start + (from - start) * share, start + (from - start) * share + span)
      if (done < 1) glides = requestAnimationFrame(onwards)
    }
    glides = requestAnimationFrame(onwards)
  }
  /** Goes there by one decision, to which "back" returns. */
  const go = (from, to) => {
    remember(true)
    glide(from, to)
  }

  /** The stretch of time that holds incidents, with some air. */
  const around = (incidents) => {
    const from = incidents.reduce((least, { first }) => Math.min(least, first), Infinity)
    const to = incidents.reduce((most, { last }) => Math.max(most, last), -Infinity)
    const air = Math.max((to - from) / 30, DAY / 2)
    return [from - air, to + air]
  }
  const zoom = (factor, about) => [about - (about - view.from) * factor, about + (view.to - about) * factor]
  const zoomHere = (factor) => {
    const at = all[stop]?.at
    glide(...zoom(factor, at > view.from && at < view.to ? at : (view.from + view.to) / 2))
  }
  const pan = (share) => {
    const way = (view.to - view.from) * share
    glide(view.from + way, view.to + way)
  }
  const isEarlier = ({ last }) => last < view.from
  const isLater = ({ first }) => first > view.to
  /** Most of a view further on; over a silence, to the incident that ends it. */
  const travel = (way) => {
    const near = way < 0 ? shown.findLast(isEarlier) : shown.find(isLater)
    if (!near) return
    const span = view.to - view.from
    const from = view.from + way * span * 0.8
    const silent = way < 0 ? near.last < from : near.first > from + span
    go(...(silent ? [near.at - span / 2, near.at + span / 2] : [from, from + span]))
  }

  const DO = {
    earlier: () => travel(-1),
    later: () => travel(1),
    in: () => zoomHere(0.5),
    out: () => zoomHere(2),
    fit: () => shown.length && go(...around(shown)),
  }
  const KEYS = {
    ArrowRight: () => walk(1),
    ArrowLeft: () => walk(-1),
    ArrowDown: () => climb(1),
    ArrowUp: () => climb(-1),
    Home: () => arrive(shown[0]),
    End: () => arrive(shown.at(-1)),
    PageUp: DO.earlier,
    PageDown: DO.later,
    '+': DO.in,
    '=': DO.in,
    '-': DO.out,
    0: DO.fit,
  }
  const press = (event) => {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event
    if (ctrlKey || metaKey || altKey || !KEYS[key]) return
    event.preventDefault()
    if (shiftKey && /Left|Right/.test(key)) pan(key === 'ArrowLeft' ? -0.25 : 0.25)
    else KEYS[key]()
  }

  const wheel = (event) => {
    const { deltaX: across, deltaY: down } = event
    const aside = event.shiftKey ? across || down : Math.abs(across) > Math.abs(down) ? across : 0
    const { from, to } = view
    if (aside) look(from + aside / scale(), to + aside / scale())
    else if (event.ctrlKey || event.metaKey || plot.contains(document.activeElement)) {
      const factor = Math.exp(Math.min(Math.max(down, -60), 60) * 0.005)
      look(...zoom(factor, from + (event.clientX - plot.getBoundingClientRect().left - gutter) / scale()))
      // At either end the wheel is the page's again.
      if (Math.abs((view.to - view.from) / (to - from) - 1) < 1e-9 && !event.ctrlKey) return
    } else return
    event.preventDefault()
  }

  const fingers = new Map()
  let moved = false
  const touch = (event) => {
    if (event.button || event.target.closest('button')) return
    cancelAnimationFrame(glides)
    moved = fingers.size > 0
    fingers.set(event.pointerId, event.clientX)
  }
  const drag = (event) => {
    const was = fingers.get(event.pointerId)
    const is = event.clientX
    if (was === undefined) return event.pointerType === 'mouse' && point(event)
    if (!moved && Math.abs(is - was) < 4) return
    moved = true
    plot.setPointerCapture(event.pointerId)
    plot.classList.add('dragging')
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1]
    if (other === undefined) look(view.from - (is - was) / scale(), view.to - (is - was) / scale())
    else if (Math.abs(is - other) > 20) {
      const about = view.from + (other - plot.getBoundingClientRect().left - gutter) / scale()
      look(...zoom(Math.min(Math.max((was - other) / (is - other), 0.5), 2), about))
    }
    fingers.set(event.pointerId, is)
  }
  const release = (event) => {
    fingers.delete(event.pointerId)
    if (fingers.size) return
    plot.classList.remove('dragging')
    // A click may follow, and is none.
    setTimeout(() => (moved = false))
  }
  const click = (event) => {
    const hit = meet(event)
    if (moved) event.preventDefault()
    else if (hit?.column) go(hit.column.start, hit.column.end)
    else if (event.target === canvas) hit ? point(event) : unpoint()
  }

  // ---- one incident: under the pointer, or where the keyboard is ----------------------------------

  let hot = -1 // drawn with a ring
  let stop = -1 // where the keyboard is
  let stopLane
  let turn = 0
  let leaving = 0
  let told // what the details are of

  const meet = ({ clientX, clientY }) => {
    const box = canvas.getBoundingClientRect()
    const [at, y] = [clientX - box.left, clientY - box.top]
    return hits.findLast((hit) => at > gutter && at >= hit.left && at <= hit.right && y >= hit.top && y <= hit.foot)
  }

  const place = (element, left, top, right, foot, least) => {
    const [from, to] = [Math.max(left, gutter), Math.min(right, width)]
    const [wide, tall] = [Math.max(to - from, least), Math.max(foot - top, least)]
    const style = { left: (from + to - wide) / 2, top: (top + foot - tall) / 2, width: wide, height: tall }
    for (const name in style) element.style[name] = `${style[name]}px`
  }
  /** A real link lies over the mark: it is opened in tabs, copied and focused like any other. */
  const cover = (link, { left, right, top, foot }, { href }) => {
    place(link, left, top, right, foot, 24)
    link.href = href
    link.hidden = false
  }

  const point = (event) => {
    const hit = meet(event)
    canvas.classList.toggle('closer', Boolean(hit?.column))
    if (!hit) return leave()
    stay()
    const { lane, incident, column } = hit
    if (!tip.hidden && told.lane === lane && told.incident === incident && told.column === column) return
    links[0].hidden = true
    if (incident && event.pointerType !== 'touch') cover(links[0], hit, incident)
    ring(incident?.i ?? -1)
    tell(hit)
  }
  const stay = () => clearTimeout(leaving)
  const leave = () => {
    stay()
    leaving = setTimeout(unpoint, 200)
  }
  const unpoint = () => {
    stay()
    links[0].hidden = tip.hidden = true
    ring(-1)
  }
  const ring = (i) => {
    if (hot !== i) redraw()
    hot = i
  }

  const element = (name, ...content) => {
    const made = document.createElement(name)
    made.append(...content)
    return made
  }
  const severityOf = ({ severity, rank }) => {
    if (severity === null) return ''
    const made = element('span', data.severities[severity][1])
    made.className = `sev s${rank}`
    return made
  }
  const linkTo = ({ href, title }) => {
    const made = element('a', title)
    made.href = href
    made.dir = 'auto'
    return made
  }

  const whenOf = ({ first, startKnown, end, endKnown, shape, goesOn }, short) => {
    const about = (date, is) => (is ? casebook.say('dates.about', { date }) : date)
    const begun = about(words(local(first), short ? Math.min(startKnown, 4) : startKnown, short), shape & ABOUT_START)
    const from = shape & BEFORE ? casebook.say('by', { time: begun }) : begun
    if (short) return from
    if (end === null) return goesOn ? casebook.say('goes-on', { time: from }) : casebook.say('end-unknown', { time: from })
    const same = endKnown > 2 && startKnown > 2 && words(local(first), 2) === words(local(end), 2)
    const until = same ? clockName(local(end), endKnown) : words(local(end), endKnown)
    return casebook.say('dates.stretch', { first: from, last: about(until, shape & ABOUT_END) })
  }
  /** How long it was, in seconds, and whether they or only the days are known. */
  const lengthOf = ({ first, startKnown, end, endKnown, shape }) => {
    if (end === null || startKnown < 2 || endKnown < 2 || shape & BEFORE) return []
    const exact = startKnown > 2 && endKnown > 2
    return [exact ? end - first : (Math.floor(local(end) / DAY) - Math.floor(local(first) / DAY)) * DAY, exact]
  }
  /** Two units at most, as everywhere on the site. */
  const lastedOf = (incident) => {
    const [seconds, exact] = lengthOf(incident)
    if (seconds === undefined) return ''
    const [days, hours, minutes] = [DAY, HOUR, 60].map((unit) => Math.floor(seconds / unit))
    const about = (length) => casebook.say('durations.about', { length })
    const pair = (whole, part, has) => (has ? casebook.say('durations.pair', { whole, part }) : whole)
    const inMinutes = (n) => casebook.say('durations.minutes', { n })
    const inHours = (n) => casebook.say('durations.hours', { n })
    const many = casebook.say('durations.days', { n: days })
    if (!exact) return days ? about(many) : casebook.say('durations.less-than-a-day')
    const text =
      seconds < 60 ? casebook.say('durations.seconds', { n: seconds })
      : seconds < HOUR ? inMinutes(minutes)
      : hours < 48 ? pair(inHours(hours), inMinutes(minutes % 60), minutes % 60)
      : pair(many, inHours(hours % 24), days < 14 && hours % 24)
    return incident.shape & (ABOUT_START | ABOUT_END) ? about(text) : text
  }

  /** Details beside a mark or a column; the pointer may go there, and Esc takes them away. */
  const tell = (hit) => {
    const { left, right, top, foot, incident, column } = hit
    told = hit
    const comma = casebook.say('between')
    if (incident) {
      const names = ['services', 'causes'].map((list) => incident[list].map((i) => data[list][i][1]).join(comma))
      const facts = [whenOf(incident), ...names, incident.shape & GUESSED ? casebook.say('inferred') : '']
      const heading = linkTo(incident)
      heading.tabIndex = -1
      tip.replaceChildren(heading, element('p', severityOf(incident), lastedOf(incident)), ...facts.filter(Boolean).map((text) => element('p', text)))
    } else {
      const parts = data.severities.length < 5 ? data.severities.map(([, title, rank]) => column.ranks[rank] && casebook.say('of-severity', { n: column.ranks[rank], severity: title })) : []
      const count = casebook.say('in-stretch', { n: column.n, stretch: spell(local(column.start), bin) })
      tip.replaceChildren(element('b', count), element('p', parts.filter(Boolean).join(comma)), element('p', casebook.say('look-closer')))
    }
    tip.hidden = false
    const middle = (Math.max(left, gutter) + Math.min(right, left + 60, width)) / 2
    const { top: edge } = plot.getBoundingClientRect()
    const below = edge + foot + tip.offsetHeight + 8 < innerHeight || edge + top < tip.offsetHeight
    tip.style.left = `${Math.max(Math.min(middle - tip.offsetWidth / 2, width - tip.offsetWidth), 0)}px`
    tip.style.top = `${below ? foot + 3 : top - tip.offsetHeight - 3}px`
  }

  /** To the next incident in time; at first to one in view. */
  const walk = (way) => {
    const inView = (incident) => !isEarlier(incident) && !isLater(incident)
    const here = shown.indexOf(all[stop])
    arrive(here < 0 ? (way > 0 ? shown.find(inView) : shown.findLast(inView)) ?? shown[0] : shown[here + way])
  }
  /** To the nearest incident of the next lane. */
  const climb = (way) => {
    const lane = lanes[lanes.indexOf(stopLane) + way]
    if (stop < 0 || !lane) return stop < 0 && walk(1)
    const apart = (i) => Math.abs(all[i].at - all[stop].at)
    arrive(all[lane.members.reduce((best, i) => (apart(i) < apart(best) ? i : best))], lane)
  }
  const arrive = (incident, lane) => {
    if (!incident) return
    stop = incident.i
    const has = (lane) => lane?.members.includes(stop)
    stopLane = lane ?? (has(stopLane) ? stopLane : lanes.find(has))
    const span = view.to - view.from
    cancelAnimationFrame(glides)
    if (incident.at < view.from + span * 0.03) look(incident.at - span * 0.2, incident.at + span * 0.8)
    else if (incident.at > view.to - span * 0.06) look(incident.at - span * 0.8, incident.at + span * 0.2)
    draw()
    // Two links take turns, so that each arrival is one of focus, and is read out.
    const link = links[1 + (turn ^= 1)]
    link.ariaLabel = `${incident.title}, ${whenOf(incident)}`
    const hit = follow(link)
    link.focus({ preventScroll: true })
    links[2 - turn].hidden = true
    plot.scrollIntoView({ block: 'nearest' })
    if (hit) tell({ ...hit, incident })
  }
  const follow = (link = document.activeElement) => {
    const hit = links.indexOf(link) > 0 && hits.find(({ lane, incident, column }) => lane === stopLane && (incident ? incident.i === stop : column.start === binsOf()[stop]))
    if (hit) cover(link, hit, all[stop])
    return hit
  }
  /** Esc takes away the details first, then leaves the marks. */
  const escape = ({ key }) => {
    if (key !== 'Escape') return
    if (!tip.hidden) unpoint()
    else if (links.includes(document.activeElement)) plot.focus({ preventScroll: true })
  }

  // ---- words beside the chart, and the address ----------------------------------------------------

  let resting = 0
  const rest = () => {
    clearTimeout(resting)
    list()
    remember()
  }
  /** What is slow or would be noise waits until nothing moves. */
  const settle = () => {
    clearTimeout(resting)
    resting = setTimeout(rest, 150)
  }

  const list = () => {
    const inside = shown.filter((incident) => !isEarlier(incident) && !isLater(incident))
    const known = named(fitting(TICKS, (view.to - view.from) / 3))
    const [from, to] = [view.from, view.to].map((moment) => words(local(moment), known, true))
    find('[role="status"]').textContent = shown.length ? casebook.say('in-view', { n: shown.length, inside: inside.length, from, to }) : casebook.say('none-match')
    for (const [name, is, said] of [['earlier', isEarlier, (n) => (n ? casebook.say('are-earlier', { n }) : casebook.say('none-earlier'))], ['later', isLater, (n) => (n ? casebook.say('are-later', { n }) : casebook.say('none-later'))]]) {
      const n = shown.filter(is).length
      const button = find(`[data-do="${name}"]`)
      button.textContent = said(n)
      button.ariaDisabled = !n
    }
    const most = gutter ? 50 : 12
    const rows = inside.slice(-most).reverse().map((incident) => {
      const row = element('li', linkTo(incident), element('p', element('span', whenOf(incident, true)), severityOf(incident), element('span', lastedOf(incident))))
      row.onpointerenter = () => ring(incident.i)
      row.onpointerleave = () => ring(-1)
      return row
    })
    find('.tl-list').replaceChildren(...rows)
    find('.tl-more').textContent = inside.length > most ? casebook.say('more-in-view', { n: inside.length - most }) : ''
  }

  const stamp = (moment) => date(local(moment)).toISOString().slice(0, -8)
  /** `2024`, `2024-05`, `2024-05-31` or `2024-05-31T10:00`; as the end of a view, all of it. */
  const moment = (text, isEnd) => {
    const known = { 4: 0, 7: 1, 10: 2, 16: 4 }[text.length]
    const clock = Date.parse(text + (known > 2 ? 'Z' : '')) / 1000
    const first = known === undefined ? NaN : instant(clock)
    return isEnd ? latest(first, known) : first
  }

  let home // where one starts; it needs no address
  const remember = (push) => {
    const asked = new URLSearchParams()
    if (by !== data.lanes) asked.set('lanes', by)
    for (const name in filter) if (filter[name]) asked.set(name, filter[name])
    const [from, to] = [stamp(view.from), stamp(view.to)]
    if (from !== stamp(home[0]) || to !== stamp(home[1])) {
      asked.set('from', from)
      asked.set('to', to)
    }
    const query = `?${asked}`.replace(/%3A/g, ':').replace(/%2F/g, '/')
    if (query !== (location.search || '?')) history.replaceState(null, '', query === '?' ? location.pathname : query)
    // What follows is written over the copy.
    if (push) history.pushState(null, '', location.href)
  }

  const recall = () => {
    const asked = new URLSearchParams(location.search)
    const wrong = []
    cancelAnimationFrame(glides)
    const take = (name, value, fallback) => {
      form.elements[name].value = value
      if (form.elements[name].value === value) return value
      wrong.push(`${name}=${value}`)
      return (form.elements[name].value = fallback)
    }
    by = take('lanes', asked.get('lanes') ?? data.lanes, data.lanes)
    for (const name in filter) filter[name] = take(name, asked.get(name) ?? '', '')
    const from = asked.has('from') ? moment(asked.get('from')) : home[0]
    const to = asked.has('to') ? moment(asked.get('to'), true) : home[1]
    for (const name of ['from', 'to']) if (!(from < to) && asked.has(name)) wrong.push(`${name}=${asked.get(name)}`)
    sift()
    if (wrong.length) note([casebook.say('not-known', { list: wrong.join(casebook.say('between')) })])
    look(...(from < to ? [from, to] : home))
  }

  const note = (texts) => {
    find('.tl-note').hidden = !texts.length
    find('.tl-note').textContent = texts.join(' · ')
  }

  /** The form has changed. */
  const ask = (isTyping) => {
    if (!isTyping) remember(true)
    for (const name in filter) filter[name] = form.elements[name].value.trim()
    by = form.elements.lanes.value
    stop = -1
    sift()
    if (isTyping) settle()
    else rest()
    if (shown.length && shown.every((incident) => isEarlier(incident) || isLater(incident))) glide(...around(shown))
  }

  // ---- the page -----------------------------------------------------------------------------------

  const resize = () => {
    // On paper there is no chart.
    if (plot.clientWidth < 200) return
    width = plot.clientWidth
    gutter = width > 640 ? 168 : 0
    brow = gutter ? 0 : 18
    const n = Math.max(lanes.length, 1)
    laneHeight = Math.min(Math.max(Math.floor(540 / n), 44 + brow / 2), 116)
    height = HEAD + n * laneHeight + 1
    for (const [sheet, tall] of [[canvas, height], [strip, STRIP]]) {
      sheet.width = width * devicePixelRatio
      sheet.height = tall * devicePixelRatio
      sheet.style.height = `${tall}px`
    }
    for (const row of find('.tl-names').children) row.style.height = `${laneHeight}px`
    laid = 0
    readColours()
    drawStrip()
    redraw()
  }

  const begin = () => {
    app = document.querySelector('.tl')
    plot = find('.tl-plot')
    plotStyle = getComputedStyle(plot)
    canvas = plot.firstElementChild
    strip = find('.tl-strip')
    tip = find('.tl-tip')
    form = find('form')
    links = [...plot.querySelectorAll('.tl-link')]
    links[0].ariaHidden = true
    all = read(data)
    left = new Float64Array(all.length)
    right = new Float64Array(all.length)
    whole = { from: data.stretches[0][0], to: data.stretches.at(-1)[1] }
    home = data.stretches[data.home]
    recall()
    const on = (target, names, act, options) => names.split(' ').forEach((name) => target.addEventListener(name, act, options))
    on(app, 'click', ({ target }) => {
      const button = target.closest('[data-do]')
      if (button && button.ariaDisabled !== 'true') DO[button.dataset.do]()
      const { only } = target.dataset
      if (only) form.elements[by].value = form.elements[by].value === only ? '' : only
      if (only) ask()
    })
    on(form, 'submit', (event) => event.preventDefault())
    on(form, 'input', ({ target }) => ask(target.type === 'search'))
    on(form, 'reset', () =>
      setTimeout(() => {
        form.elements.lanes.value = by
        ask()
      })
    )
    on(plot, 'keydown', press)
    on(document, 'keydown', escape)
    on(plot, 'wheel', wheel, { passive: false })
    on(plot, 'pointerdown', touch)
    // The link under the pointer comes and goes; focus stays with the chart.
    on(plot, 'mousedown', (event) => {
      if (event.target === canvas) return
      event.preventDefault()
      plot.focus({ preventScroll: true })
    })
    on(plot, 'pointermove', drag)
    on(plot, 'pointerleave', leave)
    on(plot, 'click', click)
    on(window, 'pointerup pointercancel', release)
    on(tip, 'pointerenter', stay)
    on(tip, 'pointerleave', leave)
    on(strip, 'pointerdown pointermove', dragStrip)
    on(window, 'popstate', recall)
    new ResizeObserver(resize).observe(plot)
    new MutationObserver(resize).observe(root, { attributeFilter: ['data-theme'] })
    for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)', `(resolution: ${devicePixelRatio}dppx)`])
      on(matchMedia(query), 'change', resize)
  }
})()
