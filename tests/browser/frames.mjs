// Measures how smoothly the timeline moves: opens a made-up archive, zooms, pans and filters it, and
// prints the time between frames and the time that the script took for each.
//
//   node tests/browser/frames.mjs                10,000 incidents
//   node tests/browser/frames.mjs 1000           as many as you like
//   node tests/browser/frames.mjs 10000 SITE     a site that is built already
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target')
const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path && existsSync(path)
)
const count = Number(process.argv[2] ?? 10_000)
const work = mkdtempSync(join(tmpdir(), 'casebook-frames-'))
const site = process.argv[3] ?? join(work, 'site')

/** Ten years of incidents at uneven times: hours long mostly, some a week, some without an end. */
const write = () => {
  let seed = 1
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647
  const pick = (list) => list[Math.floor(random() ** 2 * list.length)]
  const services = Array.from({ length: 40 }, (_, i) => `service-${i}`)
  const causes = ['network/dns', 'deployment/binary-push', 'configuration/bad-value', 'capacity/exhaustion', 'software/logic', 'dependency/vendor']
  mkdirSync(join(work, 'incidents'), { recursive: true })
  const stamp = (seconds) => new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')
  for (let i = 0; i < count; i++) {
    const started = 1_451_606_400 + Math.floor(random() * 315_000_000)
    const lasted = Math.exp(random() * 8) * 60
    const service = pick(services)
    const facts = [
      `title: ${service} answered slowly after change ${i}`,
      `started: ${random() < 0.1 ? stamp(started).slice(0, 10) : stamp(started)}`,
      random() < 0.85 && `resolved: ${stamp(started + lasted)}`,
      `services: [${service}, ${pick(services)}]`,
      `causes: [${pick(causes)}]`,
      `severity: sev${1 + Math.floor(random() * 4)}`,
    ]
    writeFileSync(join(work, 'incidents', `change-${i}.md`), `---\n${facts.filter(Boolean).join('\n')}\n---\n\nWords.\n`)
  }
  const casebook = join(target, 'release', 'casebook')
  execFileSync(casebook, ['build', '--root', work, '--out', site, '--now', '2026-01-01', '--quiet'], { stdio: ['ignore', 'ignore', 'inherit'] })
}

const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
const row = (name, values) => {
  const sorted = values.toSorted((a, b) => a - b)
  const cells = [0.5, 0.95, 1].map((share) => quantile(sorted, share).toFixed(1).padStart(7))
  console.log(`${name.padEnd(36)} ${String(values.length).padStart(5)} ${cells.join(' ')}`)
}

if (!process.argv[3]) write()
const data = readFileSync(join(site, 'timeline-data.js'))
console.log(`${count} incidents, data ${(gzipSync(data).length / 1000).toFixed(0)} kB compressed`)
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
page.on('pageerror', (error) => console.log(error.message))
// Every callback for a frame is timed, the page's own and ours, which notes when frames come.
await page.addInitScript(() => {
  globalThis.frames = { between: [], script: [] }
  const own = requestAnimationFrame.bind(globalThis)
  let spent = 0
  globalThis.requestAnimationFrame = (act) =>
    own((now) => {
      const start = performance.now()
      act(now)
      spent += performance.now() - start
    })
  let last = 0
  const note = (now) => {
    if (last) frames.between.push(now - last)
    frames.script.push(spent)
    spent = 0
    last = now
    own(note)
  }
  own(note)
})
const begun = performance.now()
await page.goto(pathToFileURL(join(site, 'timeline.html')).href)
await page.locator('.tl-list li').first().waitFor()
console.log(`shown after ${Math.round(performance.now() - begun)} ms\n`)
console.log(`${'milliseconds'.padEnd(36)} ${'n'.padStart(5)}     p50     p95     max`)

/** Turns the wheel once a frame, as a trackpad does. */
const turn = (frames, wheel) =>
  page.evaluate(
    ([frames, wheel]) =>
      new Promise((done) => {
        const plot = document.querySelector('.tl-plot')
        const box = plot.getBoundingClientRect()
        const where = { clientX: box.left + box.width * 0.6, clientY: box.top + 200, bubbles: true, cancelable: true }
        let left = frames
        const step = () => {
          if (!left--) return done()
          const way = left % 80 < 40 || !wheel.swings ? 1 : -1
          plot.dispatchEvent(new WheelEvent('wheel', { ...where, ...wheel, deltaX: (wheel.deltaX ?? 0) * way }))
          requestAnimationFrame(step)
        }
        step()
      }),
    [frames, wheel]
  )
const gestures = {
  'zoom in, all to minutes': () => turn(240, { ctrlKey: true, deltaY: -12 }),
  'zoom out, minutes to all': () => turn(240, { ctrlKey: true, deltaY: 12 }),
  'pan, years in view': () => turn(240, { deltaX: 6, swings: true }),
  'pan, months in view': async () => {
    for (let i = 0; i < 4; i++) await page.locator('[data-do="in"]').click()
    await turn(240, { deltaX: 6, swings: true })
  },
  'pan, days in view': async () => {
    for (let i = 0; i < 5; i++) await page.locator('[data-do="in"]').click()
    await turn(240, { deltaX: 6, swings: true })
  },
}
for (const lanes of ['service', 'cause', 'severity']) {
  await page.locator(`input[value="${lanes}"]`).check({ force: true })
  await page.locator('[data-do="fit"]').click()
  await page.locator('.tl-list li').first().waitFor()
  for (const [name, act] of Object.entries(gestures)) {
    await page.evaluate(() => (frames.between.length = frames.script.length = 0))
    await act()
    const { between, script } = await page.evaluate(() => frames)
    row(`${lanes}: ${name}`, between)
    row('  of that, script', script)
  }
}
await browser.close()
rmSync(work, { recursive: true, force: true })
