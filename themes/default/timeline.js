// The timeline across incidents: lanes, zoom, filters. Without it the page has a drawing and lists.
(() => {
  'use strict'
  const root = document.documentElement
  // Shows what needs this script before anything is drawn, so that nothing jumps.
  root.classList.add('tl-js')
  addEventListener('DOMContentLoaded', () => {
    const app = document.querySelector('.tl')
    const data = globalThis.casebook?.timeline
    if (app && data?.version === 1 && data.incidents.start.length) begin(app, data)
    else root.classList.remove('tl-js')
  })

  // ---- the calendar: wall clocks are seconds since 1970, as if the zone of the axis were UTC ------

  const HOUR = 3600
  const DAY = 24 * HOUR
  const MONTHS = 'January February March April May June July August September October November December'.split(' ')
  const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')

  /** `Date.UTC` would take the year 12 for 1912. */
  const wall = (year, month = 0, day = 1, seconds = 0) => new Date(0).setUTCFullYear(year, month, day) / 1000 + seconds
  const date = (clock) => new Date(clock * 1000)
  const two = (number) => String(number).padStart(2, '0')
  const yearName = (year) => (year > 0 ? String(year) : `${1 - year} BC`)

  /** Seconds that the wall clock of the axis is ahead of UTC at an instant. */
  let offset = () => 0
  const local = (instant) => instant + offset(instant)
  const instant = (clock) => clock - offset(clock - offset(clock))

  const useZone = (timeZone) => {
    let format
    try {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone, calendar: 'gregory', hourCycle: 'h23', era: 'short',
        year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
      })
    } catch {
      return false
    }
    const at = (instant) => {
      const p = {}
      for (const { type, value } of format.formatToParts(instant * 1000)) p[type] = value
      const year = p.era.startsWith('B') ? 1 - p.year : +p.year
      return wall(year, p.month - 1, +p.day, p.hour * HOUR + p.minute * 60 + +p.second) - Math.floor(instant)
    }
    // Asking is slow. Clocks that agree eight days apart did not change in between.
    const known = new Map()
    const SPAN = 8 * DAY
    offset = (instant) => {
      const block = Math.floor(instant / SPAN)
      if (!known.has(block)) {
        const [before, after] = [at(block * SPAN), at((block + 1) * SPAN)]
        known.set(block, before === after ? before : null)
      }
      return known.get(block) ?? at(instant)
    }
    return true
  }

  // Steps of the calendar: so many seconds, or so many months.
  const step = (seconds, months) => ({ seconds, months, about: seconds || months * 2629746 })
  const MONTH = step(0, 1)
  const YEAR = step(0, 12)
  const CLOCK = [60, 300, 900, HOUR, 3 * HOUR, 6 * HOUR].map((seconds) => step(seconds))
  const TICKS = [
    ...CLOCK, step(DAY), step(7 * DAY), MONTH, step(0, 3), YEAR,
    ...[2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000].map((years) => step(0, 12 * years)),
  ]
  /** What crowded incidents are counted by. */
  const BINS = [
    step(HOUR), step(6 * HOUR), step(DAY), step(7 * DAY), MONTH, step(0, 3), YEAR,
    step(0, 60), step(0, 120), step(0, 600), step(0, 6000),
  ]

  const ofMonths = (months) => wall(Math.floor(months / 12), ((months % 12) + 12) % 12)
  const monthsOf = (clock) => date(clock).getUTCFullYear() * 12 + date(clock).getUTCMonth()
  const MONDAY = 3 * DAY // 1970 began on a Thursday.
  const floor = (clock, { seconds, months }) => {
    if (months) return ofMonths(Math.floor(monthsOf(clock) / months) * months)
    const shift = seconds === 7 * DAY ? MONDAY : 0
    return Math.floor((clock + shift) / seconds) * seconds - shift
  }
  const next = (clock, { seconds, months }) => (months ? ofMonths(monthsOf(clock) + months) : clock + seconds)
  const fitting = (steps, wanted) => steps.find(({ about }) => about >= wanted) ?? steps.at(-1)

  const dayName = (clock, short) => {
    const d = date(clock)
    const month = MONTHS[d.getUTCMonth()]
    return `${d.getUTCDate()} ${short ? month.slice(0, 3) : month} ${yearName(d.getUTCFullYear())}`
  }
  const timeName = (clock, seconds) => date(clock).toISOString().slice(-13, seconds ? -5 : -8)
  const PRECISION = ['year', 'month', 'day', 'hour', 'minute', 'second']
  /** A wall clock in words, no more exact than it is known. */
  const words = (clock, precision, short) => {
    const d = date(clock)
    if (precision === 0) return yearName(d.getUTCFullYear())
    if (precision === 1) return dayName(clock, short).replace(/^\d+ /, '')
    if (precision === 2) return dayName(clock, short)
    return `${dayName(clock, short)}, ${timeName(clock, precision === 5 && clock % 60)}`
  }
  const binName = (clock, { seconds, months }) => {
    const first = date(clock).getUTCFullYear()
    if (months > 12) return `${yearName(first)} to ${yearName(first + months / 12 - 1)}`
    if (months === 12) return yearName(first)
    if (months === 3) return `${words(clock, 1)} to ${words(ofMonths(monthsOf(clock) + 2), 1)}`
    if (months) return words(clock, 1)
    if (seconds === 7 * DAY) return `the week of ${dayName(clock)}`
    return seconds === DAY ? dayName(clock) : `${words(clock, 4)} to ${timeName(clock + seconds)}`
  }

  /** Two units at most, as everywhere on the site. */
  const length = (seconds, exact, about) => {
    const [days, hours, minutes] = [DAY, HOUR, 60].map((unit) => Math.floor(seconds / unit))
    const many = (n) => `${n} ${n === 1 ? 'day' : 'days'}`
    if (!exact) return days ? `about ${many(days)}` : 'less than a day'
    const pair = (whole, part, unit) => (part ? `${whole} ${part} ${unit}` : whole)
    const text =
      seconds < 60 ? `${seconds} s`
      : seconds < HOUR ? `${minutes} min`
      : hours < 48 ? pair(`${hours} h`, minutes % 60, 'min')
      : days < 14 ? pair(many(days), hours % 24, 'h')
      : many(days)
    return about ? `about ${text}` : text
  }
  const counted = (n, noun) => `${n} ${noun}${n === 1 ? '' : 's'}`

  // ---- the incidents ----------------------------------------------------------------------------

  // Bits of `shape`, beside three for the precision of the start and three for that of the end.
  const ABOUT_START = 64
  const ABOUT_END = 128
  const GOES_ON = 256
  const BEFORE = 512
  const GUESSED_START = 1024
  const GUESSED_END = 2048

  /** Turns columns into incidents, each with when it may have been and when it surely was. */
  const read = ({ incidents: columns, today, severities }) => {
    let first = 0
    const all = columns.start.map((delta, i) => {
      first += delta
      const shape = columns.shape[i]
      const [startKnown, endKnown] = [shape & 7, (shape >> 3) & 7]
      const started = latest(first, startKnown)
      const end = columns.length[i] === null ? null : first + columns.length[i]
      const goesOn = Boolean(shape & GOES_ON)
      const last = end === null ? started : latest(end, endKnown)
      const severity = columns.severity[i]
      const title = columns.title[i]
      const incident = { title, shape, first, started, startKnown, end, endKnown, goesOn, severity }
      incident.last = Math.max(started, goesOn ? today : last)
      // Where it stands among the others: in the middle of what it may have begun in.
      incident.at = (first + started) / 2
      incident.rank = severity === null ? 4 : severities[severity][2]
      incident.href = `incidents/${slug(columns.slug[i], title)}.html`
      for (const name of ['status', 'detection', 'services', 'causes', 'tags']) incident[name] = columns[name][i]
      return incident
    })
    all.sort((a, b) => a.at - b.at)
    all.forEach((incident, i) => (incident.i = i))
    return all
  }

  /** The end of what a moment may be: `2021-07-20` is any time of that day. */
  const latest = (moment, known) => {
    if (known > 3) return moment
    if (known === 3) return moment + HOUR
    const unit = [YEAR, MONTH, step(DAY)][known]
    return instant(next(floor(local(moment), unit), unit))
  }

  /** Most files are named after their title; then the data has only what stands before it. */
  const slug = (written, title) => {
    const [before, cut] = written.split('*')
    if (cut === undefined) return written
    const name = title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
    return before + (cut ? name.slice(0, cut) : name)
  }

  // ---- what is shown ------------------------------------------------------------------------------

  let app, data, plot, canvas, strip, tip, form, links
  const find = (selector) => app.querySelector(selector)

  let all = [] // every incident, by time
  let shown = [] // those that the filters leave
  let lanes = []
  const view = { from: 0, to: 1 }
  const FACETS = { service: 'services', cause: 'causes', severity: 'severities' }
  const NONE = { service: 'No service named', cause: 'No cause coded', severity: 'No severity stated' }
  const filter = { q: '', service: '', cause: '', severity: '' }
  let by = 'service'

  /** What an incident says of a facet, as ids. */
  const idsOf = (incident, facet) => {
    const known = facet === 'severity' ? (incident.severity === null ? [] : [incident.severity]) : incident[FACETS[facet]]
    return known.map((i) => data[FACETS[facet]][i][0])
  }

  const refilter = () => {
    const asked = filter.q.toLowerCase().split(/\s+/).filter(Boolean)
    const facets = Object.keys(FACETS).filter((name) => filter[name])
    shown = all.filter(
      (incident) =>
        asked.every((word) => incident.title.toLowerCase().includes(word)) &&
        facets.every((name) => {
          const ids = idsOf(incident, name)
          const wanted = filter[name]
          if (wanted === 'none') return !ids.length
          return ids.some((id) => id === wanted || (name === 'cause' && id.startsWith(`${wanted}/`)))
        })
    )
    relane()
  }

  const MOST_LANES = 12

  /** A lane a value, the most frequent first, the rest in one; severities keep their order. */
  const relane = () => {
    const groups = new Map()
    for (const incident of shown) {
      let ids = idsOf(incident, by)
      if (by === 'cause') ids = new Set(ids.map((id) => id.split('/')[0]))
      for (const id of ids.length === 0 || ids.size === 0 ? [''] : ids) {
        if (!groups.has(id)) groups.set(id, [])
        groups.get(id).push(incident.i)
      }
    }
    const none = groups.get('')
    groups.delete('')
    const entries = data[FACETS[by]]
    const order = new Map(entries.map(([id], i) => [id, i]))
    const size = ([, members]) => (by === 'severity' ? 0 : members.length)
    const sorted = [...groups].sort((a, b) => size(b) - size(a) || order.get(a[0]) - order.get(b[0]))
    const most = MOST_LANES - (none ? 1 : 0)
    const kept = sorted.splice(0, sorted.length > most ? most - 1 : most)
    lanes = kept.map(([id, members]) => ({ id, title: entries[order.get(id)][1], members }))
    if (sorted.length) {
      const members = [...new Set(sorted.flatMap(([, members]) => members))].sort((a, b) => a - b)
      lanes.push({ title: `${sorted.length} others`, members })
    }
    if (none) lanes.push({ id: 'none', title: NONE[by], members: none })
    for (const lane of lanes) lane.y = new Float32Array(lane.members.length)
    peaks.clear()
    resize()
    nameLanes()
  }

  // ---- where marks stand --------------------------------------------------------------------------

  const HEAD = 40 // px: the axis
  const ROW = 18 // px: a row of marks
  const CLOSE = 11 // px: a row where there is little room
  const BAR = 11 // px: the height of a bar
  const NARROW = 14 // px: what is shorter than this is a mark, not a bar
  const CROWD = 20 // px: marks nearer than this belong to one crowd
  const COLUMN = 9 // px: a column of a crowd is at least as wide

  let width = 0
  let height = 0
  let gutter = 0 // px: room for the names of lanes beside the marks
  let brow = 0 // px: room for them above the marks, where the page is narrow
  let laneHeight = 0
  let laid = 0 // px a second: the scale that marks were laid out for
  let bin = DAY
  let left, right // px: the reach of each incident at that scale
  const peaks = new Map() // step: the highest column at it
  const binned = new Map() // step: the first moment of each incident's column

  const scale = () => (width - gutter) / (view.to - view.from)
  const x = (moment) => gutter + (moment - view.from) * scale()
  const isBar = ({ first, last }, k) => (last - first) * k > NARROW
  /** Tails show where days can be seen at all; before that they would only be noise. */
  const tails = (k) => DAY * k > NARROW

  const reach = (k) => {
    const tail = tails(k) ? 18 : 0
    for (const { i, first, last, at, shape, end, goesOn } of all) {
      const bar = isBar(all[i], k)
      left[i] = (bar ? first : at) * k - 7 - (shape & BEFORE ? tail : 0)
      right[i] = (bar && !goesOn ? last : at) * k + 7 + (end === null ? tail : 0)
    }
  }

  const columnOf = (unit) => {
    if (!binned.has(unit)) binned.set(unit, Float64Array.from(all, ({ at }) => instant(floor(local(at), unit))))
    return binned.get(unit)
  }

  const ends = new Float64Array(64)
  /** Puts a crowd into rows, each mark into the first that is free; false when there are too few. */
  const stack = (lane, from, to, top, pitch, labelled) => {
    const room = laneHeight - brow - 8
    const rows = Math.max(1, Math.floor(room / pitch))
    let used = 0
    ends.fill(-Infinity, 0, rows)
    for (let j = from; j < to; j++) {
      const i = lane.members[j]
      let row = 0
      while (row < rows && ends[row] > left[i] - 3) row++
      if (row === rows) return false
      ends[row] = right[i] + (labelled ? Math.min(190, all[i].title.length * 6.5) : 0)
      lane.y[j] = row
      used = Math.max(used, row + 1)
    }
    const middle = top + brow + 4 + (room - (used - 1) * pitch) / 2
    for (let j = from; j < to; j++) lane.y[j] = middle + lane.y[j] * pitch
    return true
  }

  /** Lays a lane out: marks one by one where they have room, closer where not, else columns. */
  const layLane = (lane, top) => {
    const { members } = lane
    lane.columns = []
    for (let from = 0, to; from < members.length; from = to) {
      let until = right[members[from]]
      for (to = from + 1; to < members.length && left[members[to]] - until < CROWD; to++)
        until = Math.max(until, right[members[to]])
      if (to - from < 60 && stack(lane, from, to, top, ROW, true)) continue
      if (!stack(lane, from, to, top, ROW) && !stack(lane, from, to, top, CLOSE)) pile(lane, from, to)
    }
  }

  /** Counts a crowd by hours, days, weeks .. and severity. */
  const pile = (lane, from, to) => {
    const starts = columnOf(bin)
    let column
    for (let j = from; j < to; j++) {
      const i = lane.members[j]
      if (column?.start !== starts[i]) {
        column = { start: starts[i], end: instant(next(local(starts[i]), bin)), ranks: [0, 0, 0, 0, 0], n: 0, first: i }
        lane.columns.push(column)
      }
      column.n++
      column.ranks[all[i].rank]++
      lane.y[j] = NaN
    }
  }

  /** The highest column of all lanes at a step, so that lanes compare and panning changes nothing. */
  const peak = () => {
    if (!peaks.has(bin)) {
      const starts = columnOf(bin)
      let most = 1
      for (const { members } of lanes) {
        let n = 0
        for (let j = 0; j < members.length; j++) {
          n = j && starts[members[j]] === starts[members[j - 1]] ? n + 1 : 1
          if (n > most) most = n
        }
      }
      peaks.set(bin, most)
    }
    return peaks.get(bin)
  }

  const layOut = () => {
    const k = scale()
    if (k === laid) return
    laid = k
    bin = fitting(BINS, COLUMN / k)
    reach(k)
    lanes.forEach((lane, i) => layLane(lane, HEAD + i * laneHeight))
  }

  // ---- drawing ------------------------------------------------------------------------------------

  const ink = {}
  let ratio = 1
  let hits = [] // what the pointer can meet, as drawn last

  /** Colours as the style sheet has them now: light or dark, a team's own, or the system's. */
  const readColours = () => {
    const forced = matchMedia('(forced-colors: active)').matches
    const system = { paper: 'Canvas', wash: 'Canvas', link: 'Highlight' }
    for (const name of ['ink', 'soft', 'line', 'edge', 'paper', 'wash', 'link', 'bar', 'sev-1', 'sev-2', 'sev-3', 'sev-4']) {
      canvas.style.color = forced ? (system[name] ?? 'CanvasText') : `var(--${name})`
      ink[name] = getComputedStyle(canvas).color
    }
    const style = getComputedStyle(plot)
    ink.family = style.fontFamily
    ink.size = parseFloat(style.fontSize)
  }
  const type = (g, size, weight = 400) => (g.font = `${weight} ${(ink.size * size).toFixed(2)}px ${ink.family}`)

  const fitted = new Map()
  /** Cuts a text to the room there is. */
  const cut = (g, text, room) => {
    const key = `${g.font}${room >> 3}${text}`
    if (!fitted.has(key)) {
      if (fitted.size > 3000) fitted.clear()
      let [low, high] = [0, text.length]
      if (g.measureText(text).width <= room) low = high
      while (low < high) {
        const middle = (low + high + 1) >> 1
        if (g.measureText(`${text.slice(0, middle)}…`).width <= room) low = middle
        else high = middle - 1
      }
      fitted.set(key, low === text.length ? text : room > 70 ? `${text.slice(0, low).trimEnd()}…` : '')
    }
    return fitted.get(key)
  }

  const line = (g, x1, y1, x2, y2) => {
    g.beginPath()
    g.moveTo(x1, y1)
    g.lineTo(x2, y2)
    g.stroke()
  }
  const block = (g, from, y, to, tall, corner) => {
    const [a, b] = [Math.max(from, -50), Math.min(to, width + 50)]
    g.beginPath()
    g.roundRect(a, y - tall / 2, Math.max(b - a, 1), tall, corner)
  }
  const fade = (g, from, to, colour) => {
    const tone = g.createLinearGradient(from, 0, to, 0)
    tone.addColorStop(0, colour)
    tone.addColorStop(1, 'transparent')
    return tone
  }

  /** The shapes that stand beside severities everywhere on the site. */
  const glyph = (g, rank, x, y) => {
    const radius = [0, 7, 5.5, 5, 3.5][rank]
    g.beginPath()
    if (rank === 1) {
      g.moveTo(x, y - radius)
      g.lineTo(x + radius, y)
      g.lineTo(x, y + radius)
      g.lineTo(x - radius, y)
      g.closePath()
    } else g.arc(x, y, radius, 0, 7)
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

  const soft = (g, x, y, colour) => {
    g.setLineDash([2, 2.5])
    g.strokeStyle = colour
    g.lineWidth = 1.25
    g.beginPath()
    g.arc(x, y, 9, 0, 7)
    g.stroke()
    g.setLineDash([])
  }

  /** The time in which something may have been: pale, with a broken edge. */
  const perhaps = (g, from, to, y, colour) => {
    block(g, from, y, to, BAR, 3)
    g.globalAlpha = 0.16
    g.fillStyle = colour
    g.fill()
    g.globalAlpha = 1
    g.setLineDash([3, 3])
    g.strokeStyle = colour
    g.lineWidth = 1
    g.stroke()
    g.setLineDash([])
  }

  /** The time in which it surely was; an end that is only about right has no edge. */
  const surely = (g, from, to, y, colour, shape) => {
    const blur = Math.min(14, (to - from) / 2)
    const [a, b] = [shape & ABOUT_START ? from + blur : from, shape & ABOUT_END ? to - blur : to]
    g.fillStyle = colour
    block(g, a, y, b, BAR, [a === from ? 3 : 0, b === to ? 3 : 0, b === to ? 3 : 0, a === from ? 3 : 0])
    g.fill()
    for (const [edge, end] of [[a, from], [b, to]]) {
      if (edge === end) continue
      g.fillStyle = fade(g, edge, end, colour)
      g.fillRect(Math.min(edge, end), y - BAR / 2, blur, BAR)
    }
  }

  /** Still going on when the site was built: a broken line to that day, with an open head. */
  const onward = (g, from, to, y, colour) => {
    g.strokeStyle = colour
    g.lineWidth = 2
    g.setLineDash([5, 4])
    line(g, Math.max(from, -50), y, Math.min(to - 1, width + 50), y)
    g.setLineDash([])
    g.beginPath()
    g.moveTo(to - 6, y - 5)
    g.lineTo(to, y)
    g.lineTo(to - 6, y + 5)
    g.stroke()
  }

  const tail = (g, from, to, y, colour) => {
    g.fillStyle = fade(g, from, to, colour)
    g.fillRect(Math.min(from, to), y - 1.5, Math.abs(to - from), 3)
  }

  /** Draws one incident; returns from where to where its bar is full, if it has one. */
  const drawMark = (g, incident, y, shift, k) => {
    const { first, started, end, last, at, shape, rank, goesOn } = incident
    const colour = ink[`sev-${rank}`]
    const bar = isBar(incident, k)
    const vague = bar && (started - first) * k > NARROW
    const head = (bar && !vague ? first : at) * k + shift
    let full
    if (goesOn) onward(g, started * k + shift, Math.max(last * k + shift, head + 20), y, colour)
    if (bar) {
      if (vague || (!goesOn && last > Math.max(end, started))) perhaps(g, first * k + shift, (goesOn ? started : last) * k + shift, y, colour)
      if (end > started) full = [started * k + shift, end * k + shift]
      if (full) surely(g, ...full, y, colour, shape)
    }
    if (tails(k)) {
      if (end === null && !goesOn && !vague) tail(g, head, head + 25, y, colour)
      if (shape & BEFORE) tail(g, head, head - 25, y, colour)
    }
    if (!full && shape & (ABOUT_START | ABOUT_END)) soft(g, head, y, colour)
    glyph(g, rank, head, y)
    return full
  }

  const drawColumn = (g, lane, column, top, highest) => {
    const [a, b] = [x(column.start), x(column.end)]
    if (b < gutter || a > width) return
    const foot = top + laneHeight - 4
    const room = laneHeight - brow - 20
    let y = foot
    for (let rank = 1; rank < 5; rank++) {
      if (!column.ranks[rank]) continue
      const tall = (Math.max(column.n / highest, 3 / room) * room * column.ranks[rank]) / column.n
      g.fillStyle = ink[`sev-${rank}`]
      g.fillRect(a + 0.5, y - tall, Math.max(b - a - 1, 1), tall)
      y -= tall
    }
    type(g, 0.75)
    if (b - a > 6 + 7 * String(column.n).length) {
      g.fillStyle = ink.soft
      g.textAlign = 'center'
      g.fillText(column.n, (a + b) / 2, y - 4)
    }
    hits.push({ lane, column, left: a, right: b, top: top + brow, foot, tip: y })
  }

  const drawLane = (g, lane, top, k) => {
    const shift = gutter - view.from * k
    const highest = lane.columns.length ? peak() : 1
    for (const column of lane.columns) drawColumn(g, lane, column, top, highest)
    const waiting = new Map() // titles by height: each may go on until the next mark beside it
    const taken = new Map() // how far things reach, by height
    const say = ({ y, hit }, until) => {
      let back = gutter
      for (const [at, reach] of taken) if (Math.abs(at - y) < BAR || at < 0) back = Math.max(back, reach)
      waiting.delete(y)
      taken.set(y, title(g, hit, hit.right + 4, until, back))
    }
    type(g, 0.8125)
    g.textAlign = 'left'
    g.textBaseline = 'middle'
    for (let j = 0; j < lane.members.length; j++) {
      const incident = all[lane.members[j]]
      const y = lane.y[j]
      const [a, b] = [left[incident.i] + shift, right[incident.i] + shift]
      if (a > width || (b < gutter && !incident.goesOn)) continue
      const piled = Number.isNaN(y)
      for (const label of waiting.values()) {
        if (piled) say(label, x(columnOf(bin)[incident.i]))
        else if (Math.abs(label.y - y) < BAR) say(label, a)
      }
      if (piled) taken.set(-1, x(instant(next(local(columnOf(bin)[incident.i]), bin))))
      if (piled) continue
      const full = drawMark(g, incident, y, shift, k)
      const hit = { lane, incident, left: a, right: b, top: y - ROW / 2, foot: y + ROW / 2 }
      hits.push(hit)
      const [from, until] = full ? [Math.max(full[0], gutter), Math.min(full[1], width)] : []
      if (until - from > 100) taken.set(y, title(g, hit, from + (full[0] < from ? 6 : 12), until))
      else waiting.set(y, { y, hit })
    }
    for (const label of waiting.values()) say(label, width)
    g.textBaseline = 'alphabetic'
  }

  /** Writes a title after its mark, before it where that has more room, or in its bar. */
  const title = (g, hit, from, until, back) => {
    const inside = back === undefined
    g.fillStyle = inside ? ink.paper : ink.ink
    type(g, inside ? 0.75 : 0.8125, inside ? 600 : 400)
    const room = Math.min(until - from - 6, 320)
    const before = Math.min(hit.left - back - 16, 320)
    const turned = !inside && until === width && before > room
    const words = cut(g, hit.incident.title, turned && g.measureText(hit.incident.title).width > room ? before : room)
    const wide = g.measureText(words).width
    if (wide > room) hit.left = from = hit.left - 4 - wide
    if (words) g.fillText(words, from, (hit.top + hit.foot) / 2 + 1)
    return (hit.right = Math.max(hit.right, from + wide))
  }

  const drawAxis = (g) => {
    const k = scale()
    const unit = fitting(TICKS, 62 / k)
    const big = unit.months >= 12 ? null : unit.months ? YEAR : unit.seconds < DAY ? step(DAY) : MONTH
    g.textAlign = 'left'
    g.lineWidth = 1
    if (big) {
      type(g, 0.8125, 600)
      for (let clock = floor(local(view.from), big), at; (at = x(instant(clock))) < width; clock = next(clock, big)) {
        const end = x(instant(next(clock, big)))
        const name = big === YEAR ? words(clock, 0) : big === MONTH ? words(clock, 1) : `${WEEKDAYS[date(clock).getUTCDay()]} ${words(clock, 2)}`
        g.strokeStyle = ink.edge
        if (at > gutter) line(g, at, 0, at, HEAD)
        g.fillStyle = ink.ink
        const from = Math.max(at, gutter) + 5
        const shown = cut(g, name, Math.min(end, width) - from - 8) || (end - from > 40 ? cut(g, name.replace(/^\w+day /, ''), end - from - 4) : '')
        g.fillText(shown, from, 14)
      }
    }
    type(g, 0.75, big ? 400 : 600)
    for (let clock = floor(local(view.from), unit), at; (at = x(instant(clock))) < width; clock = next(clock, unit)) {
      if (at < gutter) continue
      g.strokeStyle = ink.line
      line(g, at, big ? 22 : 10, at, height)
      g.fillStyle = big ? ink.soft : ink.ink
      g.fillText(tickName(clock, unit, k), at + 5, big ? 32 : 26)
    }
  }

  const tickName = (clock, { seconds, months }, k) => {
    const d = date(clock)
    if (months >= 12) return yearName(d.getUTCFullYear())
    if (months) return MONTHS[d.getUTCMonth()].slice(0, 3)
    if (seconds < DAY) return timeName(clock)
    return DAY * k > 62 ? `${WEEKDAYS[d.getUTCDay()].slice(0, 3)} ${d.getUTCDate()}` : `${d.getUTCDate()}`
  }

  const draw = () => {
    frame = 0
    if (width - gutter < 50) return
    layOut()
    const g = canvas.getContext('2d')
    const k = scale()
    g.setTransform(ratio, 0, 0, ratio, 0, 0)
    g.clearRect(0, 0, width, height)
    hits = []
    const built = x(data.today)
    if (built < width) {
      g.fillStyle = ink.wash
      g.fillRect(Math.max(built, gutter), HEAD, width, height)
    }
    drawAxis(g)
    g.save()
    g.beginPath()
    g.rect(gutter, 0, width, height)
    g.clip()
    lanes.forEach((lane, i) => drawLane(g, lane, HEAD + i * laneHeight, k))
    g.restore()
    g.strokeStyle = ink.line
    lanes.forEach((_, i) => line(g, 0, HEAD + i * laneHeight + 0.5, width, HEAD + i * laneHeight + 0.5))
    drawStrip()
    follow()
  }
  let frame = 0
  const redraw = () => (frame ||= requestAnimationFrame(draw))

  // ---- the strip: the whole archive, long silences folded ---------------------------------------

  const BREAK = 22 // px: a folded silence
  const STRIP = 46 // px
  let parts = [] // stretches with incidents: their time, and where they stand

  /** Splits the archive where nothing happened for more than a quarter of what is left. */
  const split = () => {
    const gaps = []
    let until = all[0].last
    for (const { i, first, last } of all) {
      if (first > until) gaps.push({ i, silence: first - until })
      until = Math.max(until, Math.min(last, data.today))
    }
    let span = until - all[0].first
    const cuts = []
    for (const { i, silence } of gaps.sort((a, b) => b.silence - a.silence)) {
      if (silence < span / 4 || cuts.length === 6) break
      cuts.push(i)
      span -= silence
    }
    const starts = [0, ...cuts.sort((a, b) => a - b)]
    parts = starts.map((from, n) => {
      const members = all.slice(from, starts[n + 1])
      return { ...around(members, span / 50), n: members.length }
    })
  }

  /** The stretch of time that holds incidents, with some air. */
  const around = (members, air = 0) => {
    const first = members.reduce((least, { first }) => Math.min(least, first), Infinity)
    const last = members.reduce((most, { last }) => Math.max(most, last), -Infinity)
    const margin = Math.max(air, (last - first) * 0.03, DAY / 2)
    return { from: first - margin, to: last + margin }
  }

  const placeParts = () => {
    const room = width - gutter - BREAK * (parts.length - 1)
    const least = Math.min(34, room / parts.length)
    const whole = parts.reduce((sum, { from, to }) => sum + to - from, 0)
    const free = room - least * parts.length
    let at = gutter
    for (const part of parts) {
      part.left = at
      part.right = at += least + (free * (part.to - part.from)) / whole
      at += BREAK
    }
  }

  const toStrip = (moment) => {
    let before
    for (const part of parts) {
      if (moment <= part.to) {
        const [t, p, q] = moment >= part.from ? [part.from, part.left, part.right] : [before?.to, before?.right, part.left]
        if (t === undefined) return p ?? part.left
        const end = moment >= part.from ? part.to : part.from
        return p + ((moment - t) / (end - t)) * (q - p)
      }
      before = part
    }
    return before.right
  }
  const fromStrip = (at) => {
    let before = parts[0]
    for (const part of parts) {
      if (at < part.left) return before === part ? part.from : at - before.right < part.left - at ? before.to : part.from
      if (at <= part.right) return part.from + ((at - part.left) / (part.right - part.left)) * (part.to - part.from)
      before = part
    }
    return before.to
  }

  const drawStrip = () => {
    const g = strip.getContext('2d')
    g.setTransform(ratio, 0, 0, ratio, 0, 0)
    g.clearRect(0, 0, width, STRIP)
    const wide = 4
    const columns = (incidents) => {
      const counts = new Map()
      for (const { at } of incidents) {
        const column = Math.floor(toStrip(at) / wide)
        counts.set(column, (counts.get(column) ?? 0) + 1)
      }
      return counts
    }
    if (strip.key !== `${width} ${shown.length} ${lanes.length}`) {
      strip.key = `${width} ${shown.length} ${lanes.length}`
      strip.counts = [columns(all), columns(shown)]
      strip.most = Math.max(...strip.counts[0].values())
    }
    const foot = STRIP - 1
    strip.counts.forEach((counts, i) => {
      g.fillStyle = i ? ink.bar : ink.line
      for (const [column, n] of counts) {
        const tall = Math.max(3, (n / strip.most) * (STRIP - 18))
        g.fillRect(column * wide, foot - tall, wide - 1, tall)
      }
    })
    const [a, b] = [toStrip(view.from), toStrip(view.to)]
    const [from, to] = b - a < 8 ? [(a + b) / 2 - 4, (a + b) / 2 + 4] : [a, b]
    g.globalAlpha = 0.6
    g.fillStyle = ink.paper
    g.fillRect(gutter - 2, 0, from - gutter + 2, STRIP)
    g.fillRect(to, 0, width - to, STRIP)
    g.globalAlpha = 1
    g.lineWidth = 1
    type(g, 0.6875)
    parts.forEach((part, i) => stripPart(g, part, i, foot))
    g.strokeStyle = ink.link
    g.lineWidth = 2
    g.strokeRect(from + 1, 1, to - from - 2, STRIP - 2)
  }

  const stripPart = (g, part, i, foot) => {
    g.strokeStyle = ink.edge
    line(g, part.left, foot + 0.5, part.right, foot + 0.5)
    if (i) for (const at of [-3, 2]) line(g, part.left - BREAK / 2 + at - 2, foot + 1, part.left - BREAK / 2 + at + 3, foot - 10)
    const k = (part.right - part.left) / (part.to - part.from)
    const unit = fitting(TICKS, 52 / k)
    g.fillStyle = ink.soft
    let free = part.left - 1
    const label = (text, at) => {
      if (at < free || at + g.measureText(text).width > part.right + (i + 1 < parts.length ? BREAK : 0)) return
      g.fillText(text, at, 13)
      free = at + g.measureText(text).width + 8
    }
    for (let clock = next(floor(local(part.from), unit), unit); instant(clock) < part.to; clock = next(clock, unit))
      label(words(clock, unit.months >= 12 ? 0 : unit.months ? 1 : 2, true), toStrip(instant(clock)))
    if (free < part.left) label(words(local((part.from + part.to) / 2), 0), part.left)
  }

  // ---- moving about -------------------------------------------------------------------------------

  const SHORTEST = 600 // s: as near as one can look
  let whole = { from: 0, to: 1 }
  let glides = 0
  const calm = matchMedia('(prefers-reduced-motion: reduce)')

  const look = (from, to) => {
    const span = Math.min(Math.max(to - from, SHORTEST), (whole.to - whole.from) * 1.25)
    const middle = Math.min(Math.max((from + to) / 2, whole.from), whole.to)
    view.from = middle - span / 2
    view.to = middle + span / 2
    unpoint()
    redraw()
    settle()
  }

  /** Moves there in a fifth of a second; a change of scale is even, not headlong. */
  const glide = (from, to) => {
    cancelAnimationFrame(glides)
    if (calm.matches) return look(from, to)
    const start = { ...view }
    const began = performance.now()
    const [size, goal] = [start.to - start.from, to - from]
    const onward = (now) => {
      const done = 1 - (1 - Math.min(Math.max((now - began) / 220, 0), 1)) ** 3
      const span = size * (goal / size) ** done
      const share = Math.abs(goal / size - 1) < 1e-6 ? done : (span - size) / (goal - size)
      const left = start.from + (from - start.from) * share
      look(left, left + span)
      if (done < 1) glides = requestAnimationFrame(onward)
    }
    glides = requestAnimationFrame(onward)
  }

  const pan = (share) => glide(view.from + (view.to - view.from) * share, view.to + (view.to - view.from) * share)
  const zoomed = (factor, about) => [about - (about - view.from) * factor, about + (view.to - about) * factor]
  const zoom = (factor) => {
    const { at } = all[stop] ?? { at: 0 }
    glide(...zoomed(factor, at > view.from && at < view.to ? at : (view.from + view.to) / 2))
  }
  const fit = (incidents, how = glide) => {
    const { from, to } = around(incidents)
    how(from, to)
  }

  /** A view further on; where that is empty, as far as the next incident. */
  const travel = (way) => {
    const near = way < 0 ? shown.findLast(({ last }) => last < view.from) : shown.find(({ first }) => first > view.to)
    if (!near) return
    const span = view.to - view.from
    const at = view.from + way * span * 0.8
    const beyond = way < 0 ? near.last < at : near.first > at + span
    const from = beyond ? near.at - span / 2 : at
    glide(from, from + span)
  }

  const DO = {
    earlier: () => travel(-1),
    later: () => travel(1),
    in: () => zoom(0.5),
    out: () => zoom(2),
    fit: () => shown.length && fit(shown),
  }

  const KEYS = {
    ArrowRight: () => walk(1),
    ArrowLeft: () => walk(-1),
    ArrowDown: () => climb(1),
    ArrowUp: () => climb(-1),
    Home: () => shown.length && arrive(shown[0].i),
    End: () => shown.length && arrive(shown.at(-1).i),
    PageUp: DO.earlier,
    PageDown: DO.later,
    '+': DO.in,
    '=': DO.in,
    '-': DO.out,
    '_': DO.out,
    0: DO.fit,
  }
  const press = (event) => {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event
    if (ctrlKey || metaKey || altKey) return
    const aside = shiftKey && { ArrowLeft: -0.25, ArrowRight: 0.25 }[key]
    if (!aside && !KEYS[key]) return
    event.preventDefault()
    if (aside) pan(aside)
    else KEYS[key]()
  }
  /** Esc takes away the details first, then leaves the marks. */
  const escape = ({ key }) => {
    if (key !== 'Escape') return
    if (!tip.hidden) unpoint()
    else if (stop >= 0 && plot.contains(document.activeElement)) plot.focus({ preventScroll: true })
  }

  const wheel = (event) => {
    const pixels = event.deltaMode ? 20 : 1
    const [sideways, down] = [event.deltaX * pixels, event.deltaY * pixels]
    const aside = event.shiftKey ? sideways || down : Math.abs(sideways) > Math.abs(down) ? sideways : 0
    const { from, to } = view
    if (aside) look(from + aside / scale(), to + aside / scale())
    else if (event.ctrlKey || event.metaKey || plot.contains(document.activeElement)) {
      const about = from + (event.clientX - canvas.getBoundingClientRect().left - gutter) / scale()
      look(...zoomed(Math.exp(Math.min(Math.max(down, -60), 60) * 0.005), about))
      // At either end the wheel is the page's again.
      if (Math.abs((view.to - view.from) / (to - from) - 1) < 1e-9 && !event.ctrlKey && !event.metaKey) return
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
    const before = fingers.get(event.pointerId)
    if (before === undefined) return event.pointerType === 'mouse' && point(event)
    const dx = event.clientX - before
    if (!moved && Math.abs(dx) < 4) return
    moved = true
    plot.setPointerCapture(event.pointerId)
    plot.classList.add('dragging')
    const k = scale()
    const edge = canvas.getBoundingClientRect().left + gutter
    if (fingers.size === 1) look(view.from - dx / k, view.to - dx / k)
    else {
      const other = [...fingers].find(([id]) => id !== event.pointerId)[1] - edge
      const [was, is] = [before - edge - other, event.clientX - edge - other]
      const factor = Math.abs(is) > 20 ? was / is : 1
      look(...zoomed(Math.min(Math.max(factor, 0.5), 2), view.from + other / k))
    }
    fingers.set(event.pointerId, event.clientX)
  }
  const release = (event) => {
    fingers.delete(event.pointerId)
    if (!fingers.size) plot.classList.remove('dragging')
  }
  const click = (event) => {
    if (moved) {
      moved = false
      return event.preventDefault()
    }
    const hit = meet(event)
    if (hit?.column) glide(hit.column.start, hit.column.end), remember(true)
    else if (hit && event.target === canvas) point(event)
    else if (!hit) unpoint()
  }

  const dragStrip = (event) => {
    if (event.type === 'pointerdown') strip.setPointerCapture(event.pointerId)
    else if (!strip.hasPointerCapture(event.pointerId)) return
    const at = event.clientX - strip.getBoundingClientRect().left
    const [a, b] = [toStrip(view.from), toStrip(view.to)]
    const half = (view.to - view.from) / 2
    if (event.type === 'pointerdown') {
      strip.held = at > a - 4 && at < b + 4 ? at - toStrip((view.from + view.to) / 2) : 0
      if (strip.held) return
    }
    const middle = fromStrip(at - strip.held)
    look(middle - half, middle + half)
  }

  // ---- one incident: under the pointer, or where the keyboard is ------------------------------------

  let hot = -1 // drawn with a ring: place in `all`
  let stop = -1 // where the keyboard is: place in `all`
  let stopLane
  let turn = 0

  const meet = ({ clientX, clientY }) => {
    const box = canvas.getBoundingClientRect()
    const [at, y] = [clientX - box.left, clientY - box.top]
    return hits.findLast((hit) => at >= hit.left - 2 && at <= hit.right + 2 && y >= hit.top && y <= hit.foot && at > gutter)
  }

  /** A real link lies over the mark: it opens in tabs, is copied and focused like any other. */
  const cover = (link, { left, right, top, foot }, incident) => {
    const [from, to] = [Math.max(left, gutter), Math.min(right, width)]
    const wide = Math.max(to - from, 24)
    const tall = Math.max(foot - top, 24)
    Object.assign(link.style, {
      left: `${(from + to - wide) / 2}px`,
      top: `${(top + foot - tall) / 2}px`,
      width: `${wide}px`,
      height: `${tall}px`,
    })
    link.href = incident.href
    link.hidden = false
  }

  let leaving = 0
  const point = (event) => {
    if (tip.contains(event.target)) return clearTimeout(leaving)
    const hit = meet(event)
    canvas.classList.toggle('closer', Boolean(hit?.column))
    if (!hit) return leave()
    clearTimeout(leaving)
    if (hit.incident && event.pointerType !== 'touch') cover(links[0], hit, hit.incident)
    else links[0].hidden = true
    highlight(hit.incident?.i ?? -1)
    if (hit.incident) tell(hit, ...about(hit.incident))
    else tell(hit, ...crowd(hit.column))
  }
  const leave = () => {
    clearTimeout(leaving)
    leaving = setTimeout(unpoint, 200)
  }
  const unpoint = () => {
    clearTimeout(leaving)
    links[0].hidden = tip.hidden = true
    highlight(-1)
  }
  const highlight = (i) => {
    if (hot !== i) redraw()
    hot = i
  }

  const element = (name, text, className) => {
    const made = document.createElement(name)
    if (text) made.textContent = text
    if (className) made.className = className
    return made
  }
  const severityOf = ({ severity, rank }) => severity === null ? [] : [element('span', data.severities[severity][1], `sev s${rank}`)]

  const whenOf = ({ first, startKnown, end, endKnown, shape, goesOn }, short) => {
    const from = `${shape & BEFORE ? 'by ' : ''}${shape & ABOUT_START ? 'about ' : ''}${words(local(first), startKnown, short)}`
    if (short) return from
    if (end === null) return `${from}, ${goesOn ? 'no end stated and the report not finished' : 'end not stated'}`
    const same = endKnown > 3 && startKnown > 3 && dayName(local(end)) === dayName(local(first))
    return `${from} to ${shape & ABOUT_END ? 'about ' : ''}${same ? timeName(local(end)) : words(local(end), endKnown)}`
  }
  const lastedOf = ({ first, startKnown, end, endKnown, shape }) => {
    if (end === null || startKnown < 2 || endKnown < 2 || shape & BEFORE) return ''
    const exact = startKnown > 2 && endKnown > 2
    const days = Math.floor(local(end) / DAY) - Math.floor(local(first) / DAY)
    return length(exact ? end - first : days * DAY, exact, shape & (ABOUT_START | ABOUT_END))
  }
  const about = (incident) => {
    const heading = element('a', incident.title)
    heading.href = incident.href
    heading.tabIndex = -1
    const facts = element('p')
    const { shape } = incident
    facts.append(...severityOf(incident), [lastedOf(incident), shape & (GUESSED_START | GUESSED_END) && 'times inferred'].filter(Boolean).join(' · '))
    const names = ['services', 'causes'].map((name) => incident[name].map((i) => data[name][i][1]).join(', '))
    return [heading, element('p', whenOf(incident)), facts, ...names.filter(Boolean).map((text) => element('p', text))]
  }
  const crowd = ({ start, n, ranks }) => {
    const severities = data.severities.length < 5 ? data.severities : []
    const parts = severities.map(([, title, rank]) => ranks[rank] && `${ranks[rank]} ${title}`).filter(Boolean)
    return [element('b', `${counted(n, 'incident')} in ${binName(local(start), bin)}`), element('p', parts.join(', ')), element('p', 'Click to look closer')]
  }

  const tell = ({ left, right, top, foot, tip: peak }, ...content) => {
    tip.replaceChildren(...content)
    tip.hidden = false
    const middle = (Math.max(left, gutter) + Math.min(right, left + 60, width)) / 2
    const above = (peak ?? top) + plot.offsetTop
    const under = foot + plot.offsetTop
    const room = innerHeight - plot.getBoundingClientRect().top
    const below = foot + tip.offsetHeight + 8 < Math.max(room, 0) || above < tip.offsetHeight
    tip.style.left = `${Math.min(Math.max(middle - tip.offsetWidth / 2, 0), width - tip.offsetWidth)}px`
    tip.style.top = `${below ? under + 3 : above - tip.offsetHeight - 3}px`
  }

  /** The next incident in time, from the one before or from the edge of the view. */
  const walk = (way) => {
    const here = stop < 0 ? -1 : shown.indexOf(all[stop])
    const edge = way > 0 ? shown.findIndex(({ last }) => last >= view.from) : shown.findLastIndex(({ first }) => first <= view.to)
    const to = shown[here < 0 ? edge : here + way]
    if (to) arrive(to.i)
  }
  /** The nearest incident of the next lane that has one. */
  const climb = (way) => {
    if (stop < 0) return walk(1)
    for (let n = lanes.indexOf(stopLane) + way; lanes[n]; n += way) {
      const apart = (i) => Math.abs(all[i].at - all[stop].at)
      const near = lanes[n].members.reduce((best, i) => (apart(i) < apart(best) ? i : best))
      return arrive(near, lanes[n])
    }
  }
  const arrive = (i, lane) => {
    const has = (lane) => lane?.members.includes(i)
    stop = i
    stopLane = lane ?? (has(stopLane) ? stopLane : lanes.find(has))
    const { at } = all[i]
    const span = view.to - view.from
    cancelAnimationFrame(glides)
    if (at < view.from + span * 0.03) look(at - span * 0.2, at + span * 0.8)
    else if (at > view.to - span * 0.06) look(at - span * 0.8, at + span * 0.2)
    draw()
    // Two links take turns, so that each arrival is one of focus, and is read out.
    const link = links[1 + (turn ^= 1)]
    link.setAttribute('aria-label', `${all[i].title}, ${whenOf(all[i])}`)
    follow(link)
    link.focus({ preventScroll: true })
    plot.scrollIntoView({ block: 'nearest' })
    const hit = spot()
    if (hit) tell(hit, ...about(all[i]))
  }
  const spot = () =>
    hits.find(({ lane, incident, column }) => lane === stopLane && (incident ? incident.i === stop : column.start === columnOf(bin)[stop]))
  const follow = (link = document.activeElement) => {
    const hit = links.indexOf(link) > 0 && spot()
    if (hit) cover(link, hit, all[stop])
  }

  // ---- words beside the chart ---------------------------------------------------------------------

  let resting = 0
  const settle = () => {
    clearTimeout(resting)
    resting = setTimeout(rest, 150)
  }
  const rest = () => {
    const inside = shown.filter(({ first, last }) => last >= view.from && first <= view.to)
    const [earlier, later] = [shown.filter(({ last }) => last < view.from).length, shown.filter(({ first }) => first > view.to).length]
    const days = (view.to - view.from) / DAY
    const listed = gutter ? 50 : 12
    const known = days > 1000 ? 0 : days > 90 ? 1 : days > 3 ? 2 : 4
    find('[role="status"]').textContent = shown.length
      ? `${inside.length} of ${counted(shown.length, 'incident')}, ${words(local(view.from), known, true)} to ${words(local(view.to), known, true)}`
      : 'No incident matches the filters.'
    for (const [name, n] of [['earlier', earlier], ['later', later]]) {
      const button = find(`[data-do="${name}"]`)
      button.textContent = `${n || 'None'} ${name}`
      button.setAttribute('aria-disabled', !n)
    }
    const rows = inside.slice(-listed).reverse().map((incident) => {
      const row = element('li')
      const link = element('a', incident.title)
      link.href = incident.href
      const facts = element('p', whenOf(incident, true))
      facts.append(...severityOf(incident), lastedOf(incident))
      row.append(link, facts)
      row.onpointerenter = row.onfocus = () => highlight(incident.i)
      row.onpointerleave = row.onblur = () => highlight(-1)
      return row
    })
    find('.tl-list').replaceChildren(...rows)
    find('.tl-more').textContent = inside.length > listed ? `and ${inside.length - listed} more: look closer, or filter` : ''
    remember(false)
  }

  // ---- the address --------------------------------------------------------------------------------

  const stamp = (moment) => {
    const clock = Math.round(local(moment) / 60) * 60
    return `${String(date(clock).getUTCFullYear()).padStart(4, '0')}-${two(date(clock).getUTCMonth() + 1)}-${two(date(clock).getUTCDate())}T${timeName(clock)}`
  }
  /** `2024`, `2024-05`, `2024-05-31` or `2024-05-31T10:00`; as the end of a view, all of it. */
  const moment = (text, isEnd) => {
    const parts = /^(\d{1,5})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d))?)?)?$/.exec(text)
    if (!parts) return NaN
    const [, year, month = 1, day = 1, hour = 0, minute = 0] = parts
    const clock = wall(+year, month - 1, +day, hour * HOUR + minute * 60)
    if (date(clock).getUTCMonth() !== month - 1 || hour > 24 || minute > 59) return NaN
    return isEnd ? latest(instant(clock), parts[4] ? 4 : parts[3] ? 2 : parts[2] ? 1 : 0) : instant(clock)
  }

  let home // the view one starts from; it needs no address
  const remember = (push) => {
    const parts = []
    const say = (name, value) => parts.push(`${name}=${encodeURIComponent(value).replace(/%3A/g, ':').replace(/%2F/g, '/').replace(/%20/g, '+')}`)
    if (by !== home.by) say('lanes', by)
    for (const name of Object.keys(filter)) if (filter[name]) say(name, filter[name])
    if (stamp(view.from) !== stamp(home.from) || stamp(view.to) !== stamp(home.to)) say('from', stamp(view.from)), say('to', stamp(view.to))
    const address = parts.length ? `?${parts.join('&')}` : location.pathname.split('/').at(-1)
    if (address === (location.search || location.pathname.split('/').at(-1))) return
    history[push ? 'pushState' : 'replaceState'](null, '', address)
  }

  const recall = () => {
    const asked = new URLSearchParams(location.search)
    const wrong = []
    const lanesBy = asked.get('lanes')
    by = FACETS[lanesBy] ? lanesBy : home.by
    if (lanesBy && by !== lanesBy) wrong.push(`lanes=${lanesBy}`)
    for (const name of Object.keys(filter)) {
      filter[name] = asked.get(name) ?? ''
      form.elements[name].value = filter[name]
      if (form.elements[name].value === filter[name]) continue
      wrong.push(`${name}=${filter[name]}`)
      form.elements[name].value = filter[name] = ''
    }
    let [from, to] = [asked.get('from'), asked.get('to')]
    const [start, end] = [from ? moment(from) : home.from, to ? moment(to, true) : home.to]
    const sound = start < end
    if (!sound) wrong.push(`from=${from} to=${to}`)
    form.elements.lanes.value = by
    note(wrong)
    refilter()
    if (sound) look(start, end)
    else look(home.from, home.to)
  }
  const note = (wrong) => {
    const place = find('.tl-note')
    place.hidden = !wrong.length
    place.textContent = wrong.length ? `The address asks for something that is not here, which was left out: ${wrong.join(', ')}` : ''
  }

  // ---- lanes and sizes ----------------------------------------------------------------------------

  const nameLanes = () => {
    const rows = lanes.map(({ id, title, members }) => {
      const row = element('li')
      const name = id ? element('button', title) : element('span', title)
      if (id) {
        name.type = 'button'
        name.title = `Show only: ${title}`
        name.onclick = () => {
          form.elements[by].value = form.elements[by].value === id ? '' : id
          ask()
        }
      }
      row.append(name, element('small', String(members.length)))
      return row
    })
    find('.tl-names').replaceChildren(...rows)
    resize()
  }

  const resize = () => {
    width = plot.clientWidth
    gutter = width > 640 ? 168 : 0
    brow = gutter ? 0 : 18
    const n = Math.max(lanes.length, 1)
    laneHeight = Math.min(Math.max(Math.floor(540 / n), 44 + brow / 2), 116)
    height = HEAD + n * laneHeight + 1
    ratio = devicePixelRatio
    for (const [sheet, tall] of [[canvas, height], [strip, STRIP]]) {
      sheet.width = width * ratio
      sheet.height = tall * ratio
      sheet.style.height = `${tall}px`
    }
    find('.tl-names').style.top = `${HEAD}px`
    for (const row of find('.tl-names').children) row.style.height = `${laneHeight}px`
    laid = 0
    readColours()
    placeParts()
    redraw()
  }

  /** The form has changed. */
  const ask = (push = true) => {
    for (const name of Object.keys(filter)) filter[name] = form.elements[name].value.trim()
    by = form.elements.lanes.value || by
    stop = -1
    refilter()
    if (shown.length && !shown.some(({ first, last }) => last >= view.from && first <= view.to)) fit(shown)
    remember(push)
    settle()
    redraw()
  }

  const fill = () => {
    for (const [facet, list] of Object.entries(FACETS)) {
      const counts = new Map()
      let none = 0
      for (const incident of all) {
        const ids = idsOf(incident, facet)
        if (!ids.length) none++
        for (const id of new Set(ids.flatMap((id) => [id, id.split('/')[0]]))) counts.set(id, (counts.get(id) ?? 0) + 1)
      }
      for (const [id, title] of data[list]) {
        if (!counts.get(id)) continue
        const option = element('option', `${facet === 'cause' && id.includes('/') ? '– ' : ''}${title} (${counts.get(id)})`)
        option.value = id
        form.elements[facet].append(option)
      }
      if (!none) continue
      const option = element('option', `${NONE[facet]} (${none})`)
      option.value = 'none'
      form.elements[facet].append(option)
    }
  }

  const begin = (page, found) => {
    app = page
    data = found
    plot = find('.tl-plot')
    canvas = plot.querySelector('canvas')
    strip = find('.tl-strip')
    tip = find('.tl-tip')
    form = find('form')
    links = [...plot.querySelectorAll('.tl-link')]
    if (data.zone !== 'UTC' && !useZone(data.zone)) find('.tl-zone').textContent = 'UTC'
    all = read(data)
    left = new Float64Array(all.length)
    right = new Float64Array(all.length)
    whole = around(all)
    split()
    const most = parts.reduce((best, part) => (part.n >= best.n ? part : best))
    // Services make good lanes where a dozen of them cover half of the archive.
    const covered = all.filter(({ services }) => services.some((i) => i < MOST_LANES - 1)).length
    home = { from: most.from, to: most.to, by: covered * 2 >= all.length ? 'service' : data.causes.length ? 'cause' : 'severity' }
    fill()
    recall()
    listen()
  }

  const listen = () => {
    app.addEventListener('click', ({ target }) => {
      const button = target.closest('[data-do]')
      if (!button || button.ariaDisabled === 'true') return
      DO[button.dataset.do]()
    })
    form.addEventListener('submit', (event) => event.preventDefault())
    form.addEventListener('input', ({ target }) => ask(target.type !== 'search'))
    form.addEventListener('reset', () => setTimeout(ask))
    plot.addEventListener('keydown', press)
    addEventListener('keydown', escape)
    plot.addEventListener('wheel', wheel, { passive: false })
    plot.addEventListener('pointerdown', touch)
    plot.addEventListener('pointermove', drag)
    plot.addEventListener('pointerleave', leave)
    addEventListener('pointerup', release)
    addEventListener('pointercancel', release)
    plot.addEventListener('click', click)
    tip.addEventListener('pointermove', point)
    tip.addEventListener('pointerleave', leave)
    for (const name of ['pointerdown', 'pointermove']) strip.addEventListener(name, dragStrip)
    addEventListener('popstate', recall)
    new ResizeObserver(resize).observe(plot)
    new MutationObserver(resize).observe(root, { attributeFilter: ['data-theme'] })
    for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)']) matchMedia(query).addEventListener('change', resize)
  }
})()
