// Measures what a search costs: bytes on the wire, and the time from a keystroke to painted results.
//
//   node tests/browser/search.mjs              archives of 200 and 10,000 made-up reports of 1,000 words
//   node tests/browser/search.mjs SITE ..      sites that are built already
//
// Bytes are those of gzip. Times are of the second time that a text is typed, when the files it
// needs are there, and reach from the key to the frame in which its results are on the screen.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const casebook = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'release', 'casebook')
const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => path && existsSync(path))
const work = mkdtempSync(join(tmpdir(), 'casebook-search-'))

/** Builds an archive whose words are as common and as rare as in prose. */
const built = (count) => {
  let seed = 1
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647
  const syllables = 'al an ba car con da de dis en er fa gen in ker la log man mo net ob pre qua re ro sa ser sta ta ter un ver wor'.split(' ')
  const vocabulary = new Set()
  while (vocabulary.size < 20_000) {
    const length = 1 + Math.ceil(random() * 4)
    vocabulary.add(Array.from({ length }, () => syllables[Math.floor(random() * syllables.length)]).join(''))
  }
  const words = [...vocabulary]
  // The second word is half as common as the first, the third a third, and so on.
  const word = () => words[Math.floor(words.length ** random()) - 1]
  const text = (length) => Array.from({ length }, word).join(' ')
  const folder = join(work, String(count))
  mkdirSync(join(folder, 'incidents'), { recursive: true })
  for (let i = 0; i < count; i++) {
    const day = new Date(1_451_606_400_000 + i * 31_500_000).toISOString().slice(0, 10)
    const facts = [`title: ${text(6)} ${i}`, `started: ${day} 10:00`, `resolved: ${day} 1${1 + Math.floor(random() * 8)}:30`, `severity: sev${1 + Math.floor(random() * 4)}`, `services: [service-${Math.floor(random() * 40)}]`]
    const sections = ['Summary', 'Impact', 'What happened', 'What we learned'].map((heading) => `## ${heading}\n\n${text(240)}. Error ${Math.floor(random() * 1e6)}.\n`)
    writeFileSync(join(folder, 'incidents', `report-${i}.md`), `---\n${facts.join('\n')}\n---\n\n${sections.join('\n')}`)
  }
  const site = join(folder, 'site')
  execFileSync(casebook, ['build', '--root', folder, '--out', site, '--now', '2026-01-01', '--quiet'], { stdio: ['ignore', 'ignore', 'inherit'] })
  return site
}

const size = (path) => gzipSync(readFileSync(path)).length
const kb = (bytes) => `${(bytes / 1000).toFixed(1)} KB`
const listed = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? listed(join(folder, entry.name)) : [join(folder, entry.name)]))
const quantile = (values, share) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]

const measure = async (browser, site) => {
  const total = (paths) => kb(paths.reduce((sum, path) => sum + size(path), 0))
  const folder = join(site, 'search')
  const texts = listed(join(folder, 'text'))
  const files = readdirSync(folder).filter((name) => name.endsWith('.js'))
  const index = (kind) => total(files.filter((name) => /^p\d/.test(name) === kind).map((name) => join(folder, name)))
  const scripts = total(['search.js', 'find.js'].map((name) => join(site, name)))
  console.log(`scripts ${scripts}, index of words ${index(false)}, of phrases ${index(true)}, passages of ${texts.length} reports ${total(texts)}`)

  let sent = 0
  const server = createServer((request, response) => {
    const path = join(site, decodeURIComponent(new URL(request.url, 'http://x').pathname))
    if (!path.startsWith(site) || !existsSync(path) || path === site || path.endsWith('/')) return void response.writeHead(404).end()
    const body = gzipSync(readFileSync(path))
    if (path.startsWith(folder)) sent += body.length
    const type = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' }[path.slice(path.lastIndexOf('.'))]
    response.writeHead(200, { 'content-type': `${type ?? 'application/octet-stream'}; charset=utf-8`, 'content-encoding': 'gzip' }).end(body)
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  const address = `http://127.0.0.1:${server.address().port}/about.html`
  const opened = async () => {
    const page = await (await browser.newContext()).newPage()
    await page.goto(address)
    await page.keyboard.press('/')
    await page.locator('#cb-found').waitFor({ state: 'attached' })
    await page.waitForLoadState('networkidle')
    return page
  }

  const first = await opened()
  const titles = await first.evaluate(async () => {
    const { search } = globalThis.casebook
    const { book } = await search.answer('')
    const rows = [0.2, 0.5, 0.8].map((share) => search.row(Math.floor(book.documents * share)))
    return (await Promise.all(rows)).map(({ title }) => title)
  })
  await first.context().close()
  const long = (title) => title.toLowerCase().match(/[a-z]{5,}/g) ?? ['network']
  const misspelt = (word) => word.slice(0, 3) + word.slice(4)

  // Bytes: the dialog with what it shows by itself, one word, then one more.
  const bytes = { opening: [], 'first word': [], 'next word': [], 'mistyped word': [] }
  for (const title of titles) {
    const page = await opened()
    const typed = async (name, text) => {
      sent = 0
      await page.locator('#cb-ask').fill(text)
      await page.waitForLoadState('networkidle')
      await page.waitForFunction(() => !document.querySelector('.hit-why:empty'), undefined, { timeout: 2_000 }).catch(() => {})
      bytes[name].push(sent)
    }
    bytes.opening.push(sent)
    sent = 0
    const [one, two = 'error', three = 'report'] = long(title)
    await typed('first word', one)
    await typed('next word', `${one} ${two}`)
    await typed('mistyped word', `${one} ${two} ${misspelt(three)}`)
    await page.context().close()
    sent = 0
  }
  for (const [name, values] of Object.entries(bytes)) console.log(`${name.padEnd(14)} ${kb(quantile(values, 0.5)).padStart(9)} usually, ${kb(Math.max(...values))} at most`)

  // Times: letter by letter, twice; the first time loads.
  const page = await opened()
  await page.evaluate(() => {
    globalThis.times = []
    let pressed
    addEventListener('keydown', (event) => (pressed = event.timeStamp), true)
    const watched = new MutationObserver(() => {
      if (pressed === undefined) return
      const since = pressed
      pressed = undefined
      // A message sent from a frame arrives once the frame is painted.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => globalThis.times.push(performance.now() - since)
        port2.postMessage(0)
      })
    })
    // The list stays as it is where nothing is found; what is said about it does not.
    for (const part of ['#cb-found', '.hit-said']) watched.observe(document.querySelector(part), { childList: true })
  })
  const kinds = { 'letter by letter': titles.map((title) => title.toLowerCase().slice(0, 24)), 'one letter': ['s', 'c', 'a', 'p'], 'mistyped, letter by letter': titles.map((title) => long(title).slice(0, 2).map(misspelt).join(' ')) }
  console.log('key to painted results, ms            keys    half     95 %     all')
  for (const [name, queries] of Object.entries(kinds)) {
    for (const isWarm of [false, true]) {
      await page.evaluate(() => (globalThis.times = []))
      for (const query of queries) {
        await page.locator('#cb-ask').fill('')
        for (const letter of query) {
          const before = await page.evaluate(() => globalThis.times.length)
          await page.keyboard.press(letter === ' ' ? 'Space' : letter)
          await page.waitForFunction((count) => globalThis.times.length > count, before)
        }
      }
      const times = await page.evaluate(() => globalThis.times)
      const cells = [0.5, 0.95, 1].map((share) => quantile(times, share).toFixed(1).padStart(8))
      if (isWarm) console.log(`${name.padEnd(36)} ${String(times.length).padStart(5)} ${cells.join(' ')}`)
    }
  }
  await page.context().close()
  server.close()
}

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'] })
try {
  const sites = process.argv.slice(2)
  for (const site of sites.length ? sites : [200, 10_000]) {
    console.log(typeof site === 'number' ? `\n${site} made-up reports` : `\n${site}`)
    await measure(browser, typeof site === 'number' ? built(site) : resolve(site))
  }
} finally {
  await browser.close()
  rmSync(work, { recursive: true, force: true })
}
