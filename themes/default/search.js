// "Has this happened before?" The engine that reads the index in search/, and the dialog on every
// page. Index files are scripts that call `casebook.search.put`, because scripts load from a folder
// and under a strict policy. The ranking is that of `casebook search`; docs/search.md explains it.
;(() => {
  'use strict'
  const { query, say } = globalThis.casebook
  const [SATURATION, SMALL, RECENT, SEVERE, MOST_ENDINGS, MOST_MEANT] = [3, 0.2, 0.04, 0.04, 24, 3]
  const LEVELS = [0.25]
  while (LEVELS.length < 57) LEVELS.push(LEVELS.at(-1) * 1.12)
  const WORTH = LEVELS.map((level) => ((SATURATION + 1) * level) / (SATURATION + level))

  // ---- files -----------------------------------------------------------------------------------

  const root = globalThis.document?.currentScript?.src.replace(/[^/]*$/, '') ?? ''
  const loaded = new Map()
  let mark = ''
  const put = (kind, key, data) => loaded.get(`${kind} ${key}`)?.done(data)
  const files = { words: 'w', places: 'p', rows: 'r', facts: 'f-', text: 'text/' }
  /** How a file is asked for; tests in node bring their own. */
  let fetchScript = (path, fail) => {
    const script = document.createElement('script')
    script.src = root + path + (mark && `?${mark}`)
    script.onerror = () => fail(new Error(`cannot load ${path}`))
    script.onload = () => script.remove()
    document.head.append(script)
  }
  const load = (kind, key, read = (data) => data) => {
    const name = `${kind} ${key}`
    if (!loaded.has(name)) {
      const entry = {}
      entry.promise = new Promise((done, fail) => {
        entry.done = (data) => done((entry.data = read(data)))
        loaded.set(name, entry)
        fetchScript(`search/${files[kind] ?? ''}${encodeURIComponent(key)}.js`, (error) => {
          loaded.delete(name)
          fail(error)
        })
      })
    }
    return loaded.get(name).promise
  }

  // Numbers are characters: one for what is below 57, one more for each factor of 32.
  const VALUES = new Uint8Array(128)
  for (let code = 35, value = 0; code < 127; code++) if (code !== 39 && code !== 60 && code !== 92) VALUES[code] = value++
  const numbers = (text) => {
    const all = []
    for (let i = 0, number = 0; i < text.length; i++) {
      const value = VALUES[text.charCodeAt(i)]
      if (value < 57) {
        all.push(number * 57 + value)
        number = 0
      } else number = number * 32 + value - 57
    }
    return all
  }
  const frontCoded = (text) => {
    const words = []
    let before = []
    for (const coded of text.split(' ')) {
      if (!coded) break
      before = [...before.slice(0, VALUES[coded.charCodeAt(0)]), ...coded.slice(1)]
      words.push(before.join(''))
    }
    return words
  }
  const lists = ([lengths, text]) => {
    let at = 0
    return numbers(lengths).map((length) => text.slice(at, (at += length)))
  }

  const manifest = () =>
    load('manifest', 'manifest', (data) => {
      mark = data.mark
      data.severities = numbers(data.severities)
      data.small = new Set(data.small.split(' '))
      // A common word may take the place of several shards; those are empty.
      data.full = data.shards.map(([word, first], n) => ({ word, first, n })).filter(({ word }) => word)
      if (!data.full.length) data.full = [{ word: '', first: 0, n: 0 }]
      return data
    })
  let book
  /** The first place of so many that passes a test, where all after it do. */
  const firstOf = (count, test) => {
    let low = 0
    while (low < count) {
      const middle = (low + count) >> 1
      if (test(middle)) count = middle
      else low = middle + 1
    }
    return low
  }
  const lastShard = (isAfter) => Math.max(firstOf(book.full.length, (at) => isAfter(book.full[at])) - 1, 0)
  const shardAt = (word) => lastShard((shard) => shard.word > word)
  const shardOf = (value) => lastShard((shard) => shard.first > value)
  const words = (at) =>
    load('words', book.full[at].n, (data) => {
      const list = data.words ? frontCoded(data.words) : []
      const { first } = book.full[at]
      let next = first
      const classes = numbers(data.classes ?? '').map((step) => (step ? next - step : next++))
      return { list, classes, first, lists: lists(data.lists ?? ['', '']), map: new Map(list.map((word, i) => [word, classes[i]])) }
    })
  /** The class of a word, where its shard is there. */
  const classOf = (word) => loaded.get(`words ${book.full[shardAt(word)].n}`)?.data?.map.get(word)
  const findClass = async (word) => (await words(shardAt(word))).map.get(word)
  // As somebody types, the same words are asked for again and again.
  const decoded = new Map()
  const once = (key, read) => {
    if (!decoded.has(key)) decoded.set(key, read())
    return decoded.get(key)
  }
  /** How many documents a class has, then each with its level. */
  const postings = async (value) => {
    const shard = await words(shardOf(value))
    return once(`documents ${value}`, () => {
      const all = numbers(shard.lists[value - shard.first] ?? '')
      for (let i = 3; i < all.length; i += 2) all[i] += all[i - 2]
      return all
    })
  }

  // ---- words, by the rules of src/search/text.rs ----------------------------------------------------

  const WORD = /[\p{Alphabetic}\p{N}\p{M}]/u
  const RUN = /[\p{Alphabetic}\p{N}\p{M}]+/uy
  const PAIRS = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}]/u
  const ASCII = /^[\x20-\x7e]*$/
  const lowered = (text) =>
    ASCII.test(text) ? text.slice(0, 48).toLowerCase() : [...text.normalize('NFKC').toLowerCase().replace(/[^\p{Alphabetic}\p{N}\p{M}]/gu, '')].slice(0, 48).join('')
  const folded = (lower) =>
    ASCII.test(lower) ? lower : lower.normalize('NFKD').replace(/([\u0000-\u02ff\u0370-\u03ff])[\u0300-\u036f]+/g, '$1').normalize('NFC')

  /** Splits a run where its script changes and where capitals say so. */
  const split = (run, at) => {
    if (/^[A-Za-z0-9][a-z0-9]*$/.test(run)) return [{ start: at, end: at + run.length, pairs: false }]
    const chars = [...run]
    const is = (i, test) => i < chars.length && test.test(chars[i])
    const [UPPER, LOWER] = [/\p{Uppercase}/u, /\p{Lowercase}/u]
    const parts = []
    let [start, offset] = [at, at]
    const push = (end, i) => parts.push({ start, end, pairs: PAIRS.test(chars[i]) })
    for (let i = 0; i < chars.length; i++) {
      const changes = i > 0 && PAIRS.test(chars[i]) !== PAIRS.test(chars[i - 1])
      const begins = i > 0 && is(i, UPPER) && (is(i - 1, LOWER) || (is(i - 1, UPPER) && is(i + 1, LOWER) && is(i + 2, LOWER)))
      if (changes || begins) {
        push(offset, i - 1)
        start = offset
      }
      offset += chars[i].length
    }
    push(offset, chars.length - 1)
    return parts
  }

  /** Calls `found(word, place, isWhole, start, end)` with every word of a text. */
  const eachWord = (text, found) => {
    let place = 0
    const runEnd = (at) => {
      RUN.lastIndex = at
      return RUN.test(text) ? RUN.lastIndex : at
    }
    const isWord = (at) => at < text.length && WORD.test(String.fromCodePoint(text.codePointAt(at)))
    const emit = (start, end) => {
      const word = folded(lowered(text.slice(start, end)))
      if (word) found(word, place, false, start, end)
    }
    const whole = (parts, at) => {
      if (parts.length > 8 || parts.some((part) => part.pairs)) return
      let name = ''
      for (const { start, end } of parts) {
        const part = text.slice(start, end)
        name += (/[0-9]$/.test(name) && /^[0-9]/.test(part) ? '.' : '') + lowered(part)
      }
      if ([...name].length <= 48) found(folded(name), at, true, parts[0].start, parts.at(-1).end)
    }
    for (let at = 0; at < text.length; ) {
      let end = runEnd(at)
      if (end === at) {
        at += text.codePointAt(at) > 0xffff ? 2 : 1
        continue
      }
      const parts = []
      let joins = () => /[_\-./:@+='\u2019]/.test(text[end] ?? '') && isWord(end + 1)
      for (let from = at; ; ) {
        const inner = split(text.slice(from, end), from)
        const goesOn = joins()
        const next = goesOn && runEnd(end + 1)
        // `server's` is the server, `don't` is one word.
        const possessive = goesOn && /['\u2019]/.test(text[end]) && /^s$/i.test(text.slice(end + 1, next))
        if (inner.length > 1 && (parts.length || (goesOn && !possessive))) whole(inner, place + parts.length)
        parts.push(...inner)
        if (!goesOn) break
        ;[from, end] = [end + 1, next]
        if (possessive) break
      }
      const areNumbers = parts.length > 1 && parts.every((part) => /^[0-9]+$/.test(text.slice(part.start, part.end)))
      if (parts.length > 1) whole(parts, place)
      for (const { start, end, pairs } of parts) {
        if (!pairs) {
          if (!areNumbers || end - start > 2) emit(start, end)
          place++
          continue
        }
        const chars = [...text.slice(start, end)]
        chars.reduce((at, char, i) => {
          if (chars.length === 1) emit(at, end)
          else if (chars[i + 1]) emit(at, at + char.length + chars[i + 1].length)
          place++
          return at + char.length
        }, start)
      }
      at = end
    }
  }

  /** The words of a part of a query, and the whole name where it is one. */
  const partsOf = (text) => {
    const parts = { whole: undefined, words: [] }
    let longest = 0
    eachWord(text, (word, place, isWhole, start, end) => {
      if (!isWhole) parts.words.push({ word, place })
      else if (end - start > longest) [longest, parts.whole] = [end - start, word]
    })
    return parts
  }

  // ---- what words mean -----------------------------------------------------------------------------

  const lengthOf = (word) => [...word].length
  const least = (list, word) => firstOf(list.length, (at) => list[at] >= word)
  const addEndings = async (word, sure, classes) => {
    const endings = []
    const at = shardAt(word)
    for (let i = at; i < Math.min(at + 2, book.full.length); i++) {
      if (i > at && !book.full[i].word.startsWith(word)) break
      const shard = await words(i)
      for (let j = least(shard.list, word); shard.list[j]?.startsWith(word); j++) {
        if (shard.list[j] !== word) endings.push([sure * (0.4 + 0.6 * (lengthOf(word) / lengthOf(shard.list[j]))), shard.classes[j]])
      }
    }
    endings.sort((a, b) => b[0] - a[0] || a[1] - b[1])
    for (const [sure, value] of endings) {
      if (classes.size > MOST_ENDINGS) break
      if (!classes.has(value)) classes.set(value, sure)
    }
  }
  // A word two letters off has most letters in common; comparing sets of them is cheap.
  const letters = (word) => {
    let set = 0
    for (let i = 0; i < word.length; i++) set |= 1 << (word.charCodeAt(i) & 31)
    return set
  }
  const bits = (set) => {
    let count = 0
    for (; set; set &= set - 1) count++
    return count
  }
  const digits = (word) => word.replace(/[^0-9]/g, '')
  /** A word without the ending that most of its forms differ in. */
  const bare = (word) => {
    for (const end of ['ing', 'ed', 'es', 's', 'd', 'e']) if (word.endsWith(end) && lengthOf(word) - end.length >= 4) return word.slice(0, -end.length)
    return word
  }
  const beginning = (a, b) => {
    let same = 0
    while (same < a.length && a[same] === b[same]) same++
    return same
  }
  /** Gives how surely a word stands for another one. */
  const nearnessTo = (word) => {
    const [length, set, own] = [lengthOf(word), letters(word), bare(word)]
    const [most, numbers, ownSet] = [length < 8 ? 1 : 2, digits(word), letters(own)]
    const chars = [...word]
    return (candidate) => {
      // Another number is another thing.
      if (Math.abs(candidate.length - word.length) > 4 || digits(candidate) !== numbers) return 0
      const other = lengthOf(candidate)
      const same = beginning(chars, [...candidate])
      const otherSet = letters(candidate)
      if (Math.abs(length - other) <= most && other >= 3 && bits(set ^ otherSet) <= 2 * most) {
        const distance = query.distance(word, candidate)
        if (distance <= most) return 0.85 - 0.2 * distance - (same === 0 ? 0.1 : 0)
      }
      // `zeleted` for `delete`: one letter off beside the ending.
      if (bits(ownSet & ~otherSet) < 2 && query.distance(own, bare(candidate)) < 2) return 0.44
      // `exhausting` for `exhausted`: the same beginning, another ending.
      return same >= 4 && Math.max(length, other) - same <= 4 && same * 5 >= length * 3 ? 0.4 : 0
    }
  }
  const addNearest = async (word, classes) => {
    const usual = await load('usual', 'usual', frontCoded)
    const nearness = nearnessTo(word)
    const chars = [...word]
    const near = []
    for (const candidate of new Set([...usual, ...(await words(shardAt(word))).list])) {
      const sure = nearness(candidate)
      if (sure) near.push([sure, candidate, beginning(chars, [...candidate])])
    }
    near.sort((a, b) => b[0] - a[0] || b[2] - a[2] || (a[1] < b[1] ? -1 : 1))
    for (const [sure, candidate] of near.filter(([sure]) => sure > near[0][0] - 0.2).slice(0, MOST_MEANT)) {
      const value = await findClass(candidate)
      if (value !== undefined && !classes.has(value)) classes.set(value, sure)
    }
    // Two words that were run together.
    for (let cut = 3; !classes.size && cut < chars.length - 2; cut++) {
      const halves = [chars.slice(0, cut).join(''), chars.slice(cut).join('')]
      if (!halves.every((half) => lengthOf(half) < 4 || usual[least(usual, half)] === half)) continue
      const found = await Promise.all(halves.map(findClass))
      if (!found.includes(undefined)) for (const value of found) classes.set(value, 0.6)
    }
  }
  /** A number and its unit: `500ms` for `500 ms`. */
  const addNumber = async (word, classes) => {
    const [, number, unit] = /^([0-9]*)(.*)$/s.exec(word)
    if (!number || !unit) return
    const found = await Promise.all([findClass(number), findClass(unit)])
    if (!found.includes(undefined)) found.forEach((value, i) => classes.set(value, i ? 0.2 : 0.6))
  }
  const meant = async (word, open) => {
    const classes = new Map()
    const own = await findClass(word)
    if (own !== undefined) classes.set(own, 1)
    const length = lengthOf(word)
    const isSmall = !open && book.small.has(word)
    if (length >= (open ? 2 : 4) && !isSmall) await addEndings(word, open ? 0.9 : 0.6, classes)
    if (!classes.size) await addNumber(word, classes)
    if (!classes.size && length >= 4 && !isSmall) await addNearest(word, classes)
    return { classes }
  }

  /** Words side by side: the documents that have them, with how much they count. */
  const phrase = async (text) => {
    const parts = partsOf(text).words
    if (!parts.length) return undefined
    const classes = new Map()
    let found
    for (const { word, place } of parts) {
      const value = await findClass(word)
      if (value === undefined) return { classes: new Map(), exact: new Map() }
      classes.set(value, 1)
      const at = shardOf(value)
      const { first } = await words(at)
      const kept = (await load('places', book.full[at].n, lists))[value - first]
      const places = kept && once(`places ${value}`, () => numbers(kept))
      const next = new Map()
      let read = 0
      const all = await postings(value)
      for (let i = 1; i < all.length; i += 2) {
        const [document, level] = [all[i], all[i + 1]]
        const own = []
        if (places) for (let count = places[read++], sum = 0; count > 0; count--) own.push((sum += places[read++]) - (place - parts[0].place))
        const before = found ? found.get(document) : { worth: Infinity }
        if (!before) continue
        const starts = places ? own.filter((at) => at >= 0 && (!before.starts || before.starts.includes(at))) : before.starts
        if (!places || starts.length) next.set(document, { starts, worth: Math.min(before.worth, WORTH[level]) })
      }
      found = next
    }
    return { classes, exact: new Map([...found].map(([document, { worth }]) => [document, worth])) }
  }

  const groupsOf = async (terms) => {
    const wanted = terms.filter((term) => !term.not && term.kind !== 'filter')
    // All shards at once, not one after the other.
    await Promise.all(wanted.flatMap(({ text }) => partsOf(text).words.map(({ word }) => words(shardAt(word)))))
    const groups = []
    let before
    for (const { kind, text, open, start, end } of terms.filter((term) => !term.not)) {
      if (kind !== 'word') {
        before = undefined
        const group = kind === 'phrase' && (await phrase(text))
        if (group) groups.push({ ...group, typed: `"${text.trim()}"`, start, end })
        continue
      }
      const parts = partsOf(text)
      const whole = parts.whole && (await meant(parts.whole, open))
      if (whole?.classes.size) {
        groups.push(whole)
        before = undefined
        continue
      }
      const isOne = parts.words.length === 1
      for (const [i, { word }] of parts.words.entries()) {
        const group = { ...(await meant(word, open && i === parts.words.length - 1)), typed: word, start, end, isSmall: book.small.has(word) }
        // `fail over` may stand there as `failover`.
        const joined = before && isOne ? await findClass(before.word + word) : undefined
        if (joined !== undefined) for (const { classes } of [group, before.group]) if (!classes.has(joined)) classes.set(joined, 0.9)
        before = isOne ? { word, group } : undefined
        groups.push(group)
      }
    }
    return groups
  }

  /** Says which words and phrases nothing has. */
  const missing = (groups) => {
    const all = groups.filter(({ classes, exact, isSmall }) => !isSmall && !(exact ?? classes).size)
    if (!all.length) return []
    const named = all.slice(0, 4).map(({ typed }) => `\`${typed}\``)
    if (all.length > 4) named.push(say('more', { n: all.length - 4 }))
    const last = named.pop()
    const list = named.length ? say('either', { first: named.join(say('comma')), last }) : last
    const text = say('nothing-has', { list })
    return [{ start: all[0].start, end: all[0].end, text }]
  }

  /** Documents that a `-word` leaves out. */
  const excluded = async (terms) => {
    const without = new Set()
    for (const { kind, text } of terms.filter((term) => term.not && term.kind !== 'filter')) {
      const { whole } = partsOf(text)
      const value = kind === 'word' && whole ? await findClass(whole) : undefined
      if (value !== undefined) {
        const all = await postings(value)
        for (let i = 1; i < all.length; i += 2) without.add(all[i])
      } else for (const document of (await phrase(text))?.exact.keys() ?? []) without.add(document)
    }
    return without
  }

  const prior = (document) => {
    const { documents, levels, severities } = book
    const level = severities[document] - 1
    const severe = level >= 0 && level < levels ? (levels - level) / levels : 0
    return 1 + RECENT * ((document + 1) / documents) + SEVERE * severe
  }
  const score = async (groups, marks, isLoose) => {
    const count = book.documents
    const [scores, covered] = [new Float64Array(count), new Float64Array(count)]
    const missing = new Uint8Array(count)
    let all = 0
    for (const { classes, exact, isSmall } of groups) {
      const [own, surest] = [new Float64Array(count), new Float64Array(count)]
      if (exact) {
        for (const [document, value] of exact) [own[document], surest[document]] = [value, 1]
        for (let i = 0; i < count; i++) if (!own[i]) missing[i] = 1
      } else {
        for (const [value, sure] of classes) {
          const all = await postings(value)
          for (let i = 1; i < all.length; i += 2) {
            const document = all[i]
            const worth = sure * WORTH[all[i + 1]]
            if (worth > own[document]) own[document] = worth
            if (sure > surest[document]) surest[document] = sure
          }
        }
      }
      const having = own.reduce((sum, value) => sum + (value > 0), 0)
      if (!having) continue
      const rarity = (isSmall ? SMALL : 1) * Math.log(1 + (count - having + 0.5) / (having + 0.5))
      all += rarity * surest.reduce((most, value) => Math.max(most, value), 0)
      for (const value of classes.keys()) marks.set(value, Math.max(marks.get(value) ?? 0, rarity))
      for (let i = 0; i < count; i++) {
        scores[i] += rarity * own[i]
        // A guess is no more of the query than it is sure.
        covered[i] += rarity * surest[i]
      }
    }
    const most = covered.reduce((most, value) => Math.max(most, value), 0)
    return scores.map((value, i) => {
      if (!value || missing[i] || (!isLoose && covered[i] * 2 < most)) return 0
      const share = covered[i] / all
      return value * (share * Math.sqrt(share) * prior(i))
    })
  }

  // ---- filters ---------------------------------------------------------------------------------------

  /** A fact of all documents: days as 20240302, seconds, or `{ values, rows }` by their numbers. */
  const facts = (column) =>
    load('facts', column, (data) => {
      let day = 0
      if (column === 'started')
        return numbers(data).map((step) => {
          day += step % 2 ? -(step + 1) / 2 : step / 2
          const month = Math.floor(day / 32) - 1
          return day ? Math.floor(month / 12) * 10000 + ((month % 12) + 1) * 100 + (day % 32) : undefined
        })
      if (column === 'duration') return numbers(data).map((seconds) => (seconds ? seconds - 1 : undefined))
      const [values, coded] = data
      const all = numbers(coded)
      const rows = []
      for (let i = 0; i < all.length; i += all[i] + 1) rows.push(all.slice(i + 1, i + 1 + all[i]))
      return { values, rows }
    })
  /** Says which documents pass a filter. */
  const passing = async (term) => {
    const { not, field } = term
    if (term.names) {
      const { values, rows } = await facts(field)
      const passes = values.map((value) => term.names.some((pattern) => query.isNamed(field, pattern, value, book.names)))
      return (document) => rows[document].some((value) => passes[value]) !== not
    }
    const isLength = field === 'duration'
    const column = await facts(isLength ? 'duration' : 'started')
    return (document) => query.passes(term, { [isLength ? 'durationSeconds' : 'started']: column[document] }) !== not
  }

  /** Says which names of a filter no incident has, and what may have been meant. */
  const unknown = async ({ field, names, start, end }) => {
    if (!names || field === 'has') return []
    const { values } = await facts(field)
    // A cause finds by its parent, too.
    const ids = [...new Set(values.flatMap((id) => (field === 'cause' ? [id.split('/')[0], id] : [id])))].sort()
    const notes = []
    for (const pattern of ids.length ? names : []) {
      if (ids.some((id) => query.isNamed(field, pattern, id, book.names))) continue
      const known = { ...book.names[field], ...Object.fromEntries(ids.map((id) => [query.fold(id), query.fold(id)])) }
      const near = query.nearest(pattern.text, Object.keys(known).sort())
      const meant = near !== undefined && ids.find((id) => query.fold(id) === known[near])
      const slots = { field, value: pattern.text, meant, list: ids.join(say('comma')) }
      const text = meant ? say('unknown-near', slots) : ids.length <= 8 ? say('unknown-known', slots) : say('unknown', slots)
      notes.push({ start, end, text })
    }
    return notes
  }

  /** Answers a query: documents, the likeliest first; loosely, also those with few of its words. */
  const answer = async (text, isLoose) => {
    book = await manifest()
    const parsed = query.parse(text)
    const marks = new Map()
    const groups = await groupsOf(parsed.terms)
    const without = await excluded(parsed.terms)
    const hasWords = parsed.terms.some((term) => !term.not && term.kind !== 'filter')
    const scores = groups.length ? await score(groups, marks, isLoose) : new Float64Array(book.documents).fill(hasWords || !parsed.terms.length ? 0 : 1)
    for (const document of without) scores[document] = 0
    const filters = parsed.terms.filter((term) => term.kind === 'filter')
    const strangers = await Promise.all(filters.map(unknown))
    const tests = await Promise.all(filters.map(async (term) => ({ field: term.field, passes: await passing(term) })))
    const hits = []
    for (let i = 0; i < book.documents; i++) if (scores[i] > 0 && tests.every(({ passes }) => passes(i))) hits.push(i)
    const rounded = (document) => Math.round(scores[document] * 1e6)
    hits.sort((a, b) => rounded(b) - rounded(a) || b - a)
    return { text, parsed, hits, scores, tests, marks, notes: [...parsed.notes, ...strangers.flat(), ...missing(groups)], book }
  }

  // ---- results -----------------------------------------------------------------------------------------

  /** What a list of results shows of a document. */
  const row = async (document) => {
    book = await manifest()
    const rows = await load('rows', Math.floor(document / book.rows))
    const [slug, title, date, lasted, details] = rows[document % book.rows]
    return { document, slug, title, date, lasted, details, level: book.severities[document] }
  }
  const AROUND = 34
  /** The stretch of a text with the most, and rarest, words of the query. */
  const stretch = (text, marks) => {
    const places = []
    eachWord(text, (word, _, __, start, end) => {
      const value = classOf(word)
      places.push({ start, end, value: marks.has(value) ? value : undefined })
    })
    let best = { worth: 0, first: 0 }
    for (const [i, { value }] of places.entries()) {
      if (value === undefined) continue
      const found = new Set(places.slice(i, i + AROUND).map((place) => place.value))
      let worth = 0
      for (const value of found) worth += marks.get(value) ?? 0
      if (worth > best.worth) best = { worth, first: Math.max(i - 6, 0) }
    }
    return { ...best, places }
  }
  /** A text in pieces: `[words, isMarked]`. */
  const pieces = (text, places, start = 0, end = text.length) => {
    const all = []
    let at = start
    for (const place of places) {
      if (place.value === undefined || place.start < at || place.end > end) continue
      all.push([text.slice(at, place.start), false], [text.slice(place.start, place.end), true])
      at = place.end
    }
    all.push([text.slice(at, end), false])
    return all.filter(([words]) => words)
  }
  /** The passage that says why a document was found, and where it stands. */
  const excerpt = async (slug, marks) => {
    let best
    for (const [anchor, label, text] of await load('text', slug)) {
      const found = stretch(text, marks)
      if (anchor === 'cb-sources' || (best && found.worth <= best.found.worth)) continue
      best = { anchor, label, text, found }
    }
    if (!best) return undefined
    const { anchor, label, text, found } = best
    const start = found.first ? found.places[found.first].start : 0
    const end = found.places[found.first + AROUND]?.start ?? text.length
    const shown = pieces(text, found.places, start, end)
    if (start) shown.unshift(['…', false])
    if (end < text.length) shown.push(['…', false])
    return { anchor, label, pieces: shown }
  }
  const marked = (text, marks) => pieces(text, stretch(text, marks).places)

  globalThis.casebook.search = {
    put, answer, row, excerpt, marked, facts, eachWord, root,
    /** For tests: asks for files another way. */
    from: (other) => (fetchScript = other),
  }
})()
