// Opens the sample archive in a real browser and holds what the site promises.
//
//   node tests/browser/run.mjs            every scenario
//   node tests/browser/run.mjs links      those whose name holds the word
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { createServer } from 'node:http'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, extname, join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { extremes } from './extremes.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = resolve(here, '../..')
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target')
const casebook = join(target, 'release', 'casebook')
const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path && existsSync(path)
)
const work = mkdtempSync(join(tmpdir(), 'casebook-browser-'))
const site = join(work, 'site')
// The path part of the sample's site-url: its 404 page can be asked for at any depth.
const BASE = '/demo/'

// ---- the site, built and served ---------------------------------------------------------------

// The versions of the sample's reports depend on how the repository was cloned: other scenarios have
// a repository of their own.
execFileSync(casebook, ['build', '--root', root, '--out', site, '--now', '2026-11-23', '--quiet', '--history=off'], {
  stdio: 'inherit',
})

const files = (folder) =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? files(path) : [path]
  })
const pages = files(site)
  .filter((path) => path.endsWith('.html'))
  .map((path) => relative(site, path))
  .sort()

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
}
const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, 'http://x').pathname)
  const file = path.startsWith(BASE) ? join(site, path.slice(BASE.length) || 'index.html') : ''
  if (!file.startsWith(site) || !existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
  response.end(readFileSync(file))
})
await new Promise((done) => server.listen(0, '127.0.0.1', done))
const origin = `http://127.0.0.1:${server.address().port}`
const address = (page) => origin + BASE + page

const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-sync'],
})

// ---- the harness ------------------------------------------------------------------------------

const scenarios = []
const scenario = (name, run) => scenarios.push({ name, run })
const expect = (truth, words) => {
  if (!truth) throw new Error(words)
}
/** One page of each kind: the largest of its folder, so that faults have room to show. */
const kinds = (all = pages, folder = site) => {
  const largest = new Map()
  for (const page of all) {
    const kind = page.includes('/') ? dirname(page) : page
    const size = statSync(join(folder, page)).size
    if (!largest.has(kind) || largest.get(kind).size < size) largest.set(kind, { page, size })
  }
  return [...largest.values()].map(({ page }) => page)
}
const withPage = async (options, run) => {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const said = []
  page.on('console', (message) => said.push(`console: ${message.text()}`))
  page.on('pageerror', (error) => said.push(`error: ${error.message}`))
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(origin) && !url.startsWith('data:') && !url.startsWith('file:')) said.push(`asked ${url}`)
  })
  page.on('requestfailed', (request) => {
    // Leaving a page breaks off what it was loading.
    const why = request.failure()?.errorText
    if (why !== 'net::ERR_ABORTED') said.push(`failed: ${request.url()}: ${why}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) said.push(`${response.status()}: ${response.url()}`)
  })
  try {
    return await run(page, said)
  } finally {
    await context.close()
  }
}

// ---- scenarios --------------------------------------------------------------------------------

scenario('every-internal-link-and-fragment-resolves', async () => {
  const faults = []
  const ids = new Map()
  const idsOf = (file) => {
    if (!ids.has(file)) {
      const html = readFileSync(file, 'utf8')
      ids.set(file, new Set([...html.matchAll(/\sid="?([^"\s>]+)/g)].map((match) => match[1])))
    }
    return ids.get(file)
  }
  const decode = (text) =>
    text.replace(/&amp;/g, '&').replace(/&quot;/g, '"').replace(/&#x27;|&#39;/g, "'").replace(/&#x2F;/g, '/')
  for (const page of pages.filter((page) => page !== '404.html')) {
    const html = readFileSync(join(site, page), 'utf8')
    for (const [, quoted, bare] of html.matchAll(/\s(?:href|src|xlink:href)=(?:"([^"]*)"|([^\s">]+))/g)) {
      const link = decode(quoted ?? bare)
      if (/^[a-z][a-z0-9+.-]*:/i.test(link)) continue
      expect(!link.startsWith('/'), `${page}: ${link} leaves the sub-path`)
      const url = new URL(link, 'http://x/' + page.split('/').map(encodeURIComponent).join('/'))
      const file = join(site, decodeURIComponent(url.pathname))
      if (!existsSync(file) || !statSync(file).isFile()) faults.push(`${page}: ${link} leads nowhere`)
      else if (url.hash.length > 1 && file.endsWith('.html') && !idsOf(file).has(decodeURIComponent(url.hash.slice(1))))
        faults.push(`${page}: ${link} has no such fragment`)
    }
  }
  expect(faults.length === 0, faults.slice(0, 20).join('\n'))
})

scenario('every-page-is-valid-html', async () => {
  const jar = join(here, 'node_modules/vnu-jar/build/dist/vnu.jar')
  try {
    execFileSync('java', ['-version'], { stdio: 'ignore' })
  } catch {
    if (process.env.CI) throw new Error('no Java: the Nu Html Checker cannot run')
    console.log('   no Java here: skipped')
    return
  }
  try {
    execFileSync('java', ['-jar', jar, '--skip-non-html', '--Werror', '--filterpattern', '.*Content Security Policy.*', site], { stdio: 'pipe', maxBuffer: 1 << 26 })
  } catch (error) {
    throw new Error(String(error.stderr).split('\n').slice(0, 20).join('\n'))
  }
})

const axe = readFileSync(join(here, 'node_modules/axe-core/axe.min.js'), 'utf8')
for (const colorScheme of ['light', 'dark']) {
  for (const width of [1280, 390]) {
    scenario(`no-barriers-in-${colorScheme}-at-${width}`, async () => {
      const faults = []
      for (const path of kinds()) {
        // The page's own policy forbids strangers' scripts, the checker's included.
        await withPage({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true }, async (page) => {
          await page.goto(address(path))
          await page.evaluate(axe)
          const { violations } = await page.evaluate(() =>
            globalThis.axe.run(document, {
              runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
            })
          )
          for (const { id, nodes } of violations) faults.push(`${path}: ${id} at ${nodes[0].target} (${nodes.length})`)
        })
      }
      expect(faults.length === 0, faults.slice(0, 20).join('\n'))
    })
  }
}

scenario('pages-are-silent-under-their-own-policy', async () => {
  for (const path of kinds()) {
    await withPage({ viewport: { width: 1280, height: 900 } }, async (page, said) => {
      await page.goto(address(path), { waitUntil: 'load' })
      const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')
      expect(policy?.includes("default-src 'none'"), `${path}: no policy`)
      expect(said.length === 0, `${path}: ${said.join('; ')}`)
    })
  }
})

scenario('nothing-scrolls-sideways', async () => {
  for (const width of [320, 390, 1280]) {
    await withPage({ viewport: { width, height: 800 } }, async (page) => {
      for (const path of kinds()) {
        await page.goto(address(path))
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(wide <= 0, `${path} is ${wide} px wider than ${width}`)
      }
    })
  }
})

scenario('every-page-reads-without-scripts', async () => {
  const words = async (javaScriptEnabled, path) =>
    withPage({ javaScriptEnabled }, async (page) => {
      await page.goto(address(path))
      return (await page.locator('main').innerText()).split(/\s+/).length
    })
  for (const path of kinds()) {
    const [without, full] = [await words(false, path), await words(true, path)]
    expect(without > 5 && without >= full * 0.95, `${path}: ${without} words of ${full}`)
  }
})

scenario('the-site-opens-from-a-folder', async () => {
  await withPage({}, async (page, said) => {
    await page.goto(pathToFileURL(join(site, 'index.html')).href)
    await page.locator('main a[href*="incidents/"]').first().click()
    await page.waitForLoadState()
    expect(page.url().startsWith('file:') && page.url().includes('/incidents/'), `went to ${page.url()}`)
    const size = await page.evaluate(() => getComputedStyle(document.body).fontFamily)
    expect(size && said.length === 0, said.join('; '))
  })
})

scenario('the-colour-scheme-follows-the-system-and-the-toggle', async () => {
  const background = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const luminance = (colour) => colour.match(/\d+(\.\d+)?/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0)
  await withPage({ colorScheme: 'dark' }, async (page) => {
    await page.goto(address('index.html'))
    const dark = luminance(await background(page))
    expect(dark < 200, `dark page is ${dark}`)
    const toggle = page.getByRole('button', { name: /theme|colour|color/i })
    for (let i = 0; i < 3 && luminance(await background(page)) < 200; i++) await toggle.click()
    expect(luminance(await background(page)) > 500, 'the toggle never reached light')
    await page.reload()
    expect(luminance(await background(page)) > 500, 'the choice is lost on reload')
  })
})

scenario('the-skip-link-is-the-first-stop-and-focus-shows', async () => {
  await withPage({ viewport: { width: 1280, height: 900 } }, async (page) => {
    await page.goto(address('index.html'))
    await page.keyboard.press('Tab')
    const text = await page.evaluate(() => document.activeElement?.textContent?.trim())
    expect(/skip/i.test(text ?? ''), `the first stop is ${text}`)
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle)
    expect(outline !== 'none', 'its focus does not show')
    await page.keyboard.press('Enter')
    expect(new URL(page.url()).hash.length > 1, 'it leads nowhere')
  })
})

scenario('times-can-be-the-reader’s-own-or-since-the-start', async () => {
  const report = pages.find((path) => path.includes('slack-transit-gateway'))
  const shown = (page, selector) => page.locator(`.timeline ${selector}`).evaluateAll((all) => all.filter((each) => each.checkVisibility()).map((each) => each.textContent))
  const written = ['06:57', '07:00', '07:01–07:15', '~08:15', '09:15', '10:40']
  await withPage({ timezoneId: 'Asia/Tokyo' }, async (page, said) => {
    await page.goto(address(report))
    expect((await shown(page, 'time')).join() === written.join(), `written as ${await shown(page, 'time')}`)
    await page.getByLabel('As written').focus()
    await page.keyboard.press('ArrowRight')
    const own = await shown(page, 'time')
    expect(own.join() === ['23:57', '00:00', '00:01–00:15', '~01:15', '02:15', '03:40'].join(), `in Tokyo ${own}`)
    const days = await shown(page, '.day')
    expect(days.join('; ') === '4 January 2021; 5 January 2021', `days are ${days.join('; ')}`)
    await page.getByText('Times in Asia/Tokyo').waitFor()
    await page.reload()
    expect(await page.getByLabel('Your time').isChecked(), 'the choice is lost on reload')
    expect((await shown(page, 'time')).join() === own.join(), 'the times are not those of the choice')
    const above = await page.locator('.phases time, .says time').allInnerTexts()
    expect(above.join('; ') === '5 Jan 2021, 00:00; 5 Jan, 02:15; 5 Jan, 03:40', `above the timeline are ${above.join('; ')}`)
    expect(!/P[SD]T|UTC/.test(await page.locator('.says').innerText()), 'the zone of the page stands beside a time of the reader’s')
    await page.getByLabel('Since the start').check({ force: true })
    expect(/PST/.test(await page.locator('.says').innerText()), 'the zone does not come back')
    expect((await shown(page, 'time')).join() === written.join() && (await shown(page, '.day')).length === 1, 'the page is not as it was')
    const [elapsed, clock] = await Promise.all(['small', 'time'].map((each) => page.locator(`.timeline .mitigated .at ${each}`).boundingBox()))
    expect(elapsed.y < clock.y, 'the time since the start is not first')
    expect(said.length === 0, said.join('; '))
  })
  await withPage({ timezoneId: 'America/Los_Angeles' }, async (page) => {
    await page.goto(address(report))
    await page.getByLabel('Since the start').waitFor()
    expect((await page.getByLabel('Your time').count()) === 0, 'offers the zone that the page has')
  })
})

scenario('contents-follow-what-is-read', async () => {
  await withPage({ viewport: { width: 1280, height: 700 } }, async (page) => {
    const path = pages.find((path) => path.includes('slack-transit-gateway'))
    await page.goto(address(path))
    const current = page.locator('.toc [aria-current]')
    await page.locator('#lessons-learned').evaluate((heading) => heading.scrollIntoView())
    await page.waitForFunction(() => document.querySelector('.toc [aria-current]')?.hash === '#lessons-learned')
    expect((await current.count()) === 1, 'several places are current')
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
    await page.waitForFunction(() => document.querySelector('.toc [aria-current]') === [...document.querySelectorAll('.toc a')].at(-1))
  })
})

scenario('code-can-be-copied', async () => {
  const path = pages.find((path) => path.includes('att-long-distance'))
  const copied = async (page) => {
    const code = await page.locator('.report pre').first().textContent()
    const button = page.getByRole('button', { name: 'Copy' }).first()
    await button.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('status').getByText('Copied').waitFor({ state: 'attached' })
    return code
  }
  await withPage({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
    await page.goto(address(path))
    const code = await copied(page)
    expect((await page.evaluate(() => navigator.clipboard.readText())) === code, 'something else was copied')
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 800 })
      const [pre, button] = await Promise.all(['.code pre', '.code .copy'].map((each) => page.locator(each).first().boundingBox()))
      expect(pre.x + pre.width <= button.x, 'the button lies on the code')
    }
    await page.getByRole('button', { name: 'Copied' }).blur()
    expect((await page.getByRole('button', { name: 'Copied' }).count()) === 0, 'it goes on saying so')
  })
  await withPage({}, async (page) => {
    await page.goto(pathToFileURL(join(site, path)).href)
    await copied(page)
  })
})

scenario('print-is-on-light-paper-without-navigation', async () => {
  await withPage({ colorScheme: 'dark' }, async (page) => {
    await page.goto(address(pages.find((path) => path.startsWith('incidents/'))))
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect(/255, 255, 255|0, 0, 0, 0/.test(colour), `paper is ${colour}`)
    expect(!(await page.locator('header nav').first().isVisible()), 'navigation is printed')
  })
})

scenario('forced-colours-show-what-is-chosen-and-where-one-is', async () => {
  await withPage({ forcedColors: 'active' }, async (page, said) => {
    const own = (selector, property) => page.locator(selector).first().evaluate((element, property) => getComputedStyle(element)[property], property)
    await page.goto(address(pages.find((path) => path.includes('slack-transit-gateway'))))
    await page.getByLabel('Since the start').waitFor()
    expect((await own('.choice :checked + span', 'backgroundColor')) !== (await own('.choice input:not(:checked) + span', 'backgroundColor')), 'the choice looks like the others')
    expect((await own('.choice :checked + span', 'backgroundColor')) !== (await own('.choice :checked + span', 'color')), 'the choice cannot be read')
    expect((await own('.top nav [aria-current]', 'textDecorationLine')) === 'underline', 'the place in the navigation does not show')
    await page.goto(address('timeline.html'))
    await page.locator('.tl-list li').first().waitFor()
    expect((await own('.choice :checked + span', 'backgroundColor')) !== (await own('.choice input:not(:checked) + span', 'backgroundColor')), 'the lanes in use look like the others')
    expect(said.length === 0, said.join('; '))
  })
})

scenario('the-home-page-asks-whether-this-happened-before', async () => {
  await withPage({}, async (page, said) => {
    await page.goto(address('index.html'))
    await page.getByLabel('Has this happened before?').fill('leap second')
    await page.keyboard.press('Enter')
    await page.waitForURL(/search\.html\?q=leap/)
    await page.locator('.hits mark').first().waitFor()
    expect(/leap/i.test(await page.locator('.hits li').first().innerText()), 'the first result is another one')
    expect(said.length === 0, said.join('; '))
  })
})

// ---- the timeline -----------------------------------------------------------------------------

/** Asking a canvas for its pixels is remarked on. */
const quiet = (said) => {
  const faults = said.filter((line) => !line.includes('willReadFrequently'))
  expect(faults.length === 0, faults.join('; '))
}
const view = (page) => page.locator('.tl-side [role="status"]').innerText()
const timeline = async (page, query = '') => {
  await page.goto(address(`timeline.html${query}`))
  await page.locator('.tl-list li').first().waitFor()
}
/** Acts, and waits until the words beside the chart say something else. */
const changes = async (page, act) => {
  const before = await view(page)
  await act()
  await page.waitForFunction((before) => document.querySelector('.tl-side [role="status"]').innerText !== before, before)
  return view(page)
}
const shownView = (page) => new URL(page.url()).searchParams.get('from')
const focused = (page) => page.evaluate(() => document.activeElement.getAttribute('aria-label'))

scenario('timeline-without-its-script-is-a-drawing-and-lists', async () => {
  await withPage({ javaScriptEnabled: false }, async (page) => {
    await page.goto(address('timeline.html'))
    expect(!(await page.locator('.tl').isVisible()), 'controls without a script behind them')
    expect(await page.locator('.years svg').isVisible(), 'no drawing')
    expect((await page.locator('.tl-plain .rows li').count()) === 34, 'not every incident is listed')
  })
  await withPage({}, async (page) => {
    await timeline(page)
    expect(!(await page.locator('.years svg').isVisible()), 'two timelines at once')
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.tl-plain .rows li').last().isVisible(), 'paper has no list')
  })
})

scenario('timeline-begins-where-most-incidents-are-and-fits-all', async () => {
  await withPage({ viewport: { width: 1280, height: 900 } }, async (page, said) => {
    await timeline(page)
    expect((await view(page)) === '29 of 34 incidents, 2011 to 2026', await view(page))
    expect((await page.locator('[data-do="earlier"]').innerText()) === '5 earlier', 'earlier ones are not counted')
    const all = await changes(page, () => page.getByRole('button', { name: 'Fit all' }).click())
    expect(/^34 of 34 incidents, 16\d\d to 20\d\d$/.test(all), all)
    await page.goBack()
    await page.waitForFunction(() => document.querySelector('.tl-side [role="status"]').innerText.startsWith('29'))
    const earlier = await changes(page, () => page.locator('[data-do="earlier"]').click())
    expect(!earlier.startsWith('0 '), `nothing at ${earlier}`)
    quiet(said)
  })
})

scenario('timeline-goes-from-years-to-minutes-and-an-address-keeps-it', async () => {
  await withPage({ viewport: { width: 1280, height: 900 } }, async (page, said) => {
    await timeline(page, '?from=2021-10-04&to=2021-10-04&lanes=service')
    for (let i = 0; i < 12; i++) await page.getByRole('button', { name: 'Zoom in' }).click()
    await page.waitForFunction(() => /T/.test(new URL(location).searchParams.get('from')))
    const minutes = await changes(page, () => page.getByRole('button', { name: 'Zoom out' }).click())
    expect(/^1 of 34 incidents, 4 Oct 2021, \d\d:\d\d to 4 Oct 2021, \d\d:\d\d$/.test(minutes), minutes)
    const kept = page.url()
    await page.goto('about:blank')
    await page.goto(kept)
    await page.locator('.tl-list li').first().waitFor()
    expect((await view(page)) === minutes, `${await view(page)} instead of ${minutes}`)
    expect(await page.getByRole('radio', { name: 'Services' }).isChecked(), 'the lanes are lost')
    expect(page.url() === kept, `${page.url()} instead of ${kept}`)
    quiet(said)
  })
})

scenario('timeline-takes-filters-and-says-what-it-left-out', async () => {
  await withPage({ viewport: { width: 1280, height: 900 } }, async (page, said) => {
    await timeline(page)
    const filtered = await changes(page, () => page.getByLabel('Words or filters').fill('year:2021 -has:nonsense slack'))
    expect(filtered.startsWith('1 of 1'), filtered)
    expect((await page.getByRole('alert').innerText()).includes('nonsense'), 'no note')
    await changes(page, () => page.getByLabel('Words or filters').fill('severity:sev2'))
    expect(!(await page.getByRole('alert').isVisible()), 'the note stays')
    const cause = await changes(page, () => page.locator('select[name="cause"]').selectOption('network'))
    expect(page.url().includes('cause=network') && page.url().includes('q=severity:sev2'), page.url())
    await changes(page, () => page.goBack())
    expect((await page.locator('select[name="cause"]').inputValue()) === '', 'back leaves the choice')
    await page.goForward()
    await page.waitForFunction((cause) => document.querySelector('.tl-side [role="status"]').innerText === cause, cause)
    await page.getByRole('radio', { name: 'Severities' }).check({ force: true })
    await page.waitForFunction(() => document.querySelectorAll('.tl-names li').length === 1)
    expect((await page.locator('.tl-names').innerText()).includes('SEV 2'), 'no lane of severities')
    await page.getByRole('button', { name: 'Clear' }).click()
    await page.waitForFunction(() => document.querySelector('.tl-side [role="status"]').innerText.includes('of 34'))
    await page.goto(address('timeline.html?lanes=x&from=soon&service=nobody&to=2021&q=%22'))
    await page.locator('.tl-list li').first().waitFor()
    const note = await page.getByRole('alert').innerText()
    for (const part of ['lanes=x', 'from=soon', 'service=nobody']) expect(note.includes(part), `${part} is not in ${note}`)
    quiet(said)
  })
})

scenario('timeline-works-by-keyboard-alone', async () => {
  await withPage({ viewport: { width: 1280, height: 900 } }, async (page, said) => {
    await timeline(page)
    for (let i = 0; i < 30 && (await focused(page)) !== 'Timeline'; i++) await page.keyboard.press('Tab')
    expect((await focused(page)) === 'Timeline', 'Tab does not reach the chart')
    const outline = () => page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle)
    expect((await outline()) !== 'none', 'focus does not show')
    await page.keyboard.press('ArrowRight')
    const first = await focused(page)
    expect(first.startsWith('Windows Azure') && first.includes('29 February 2012'), first)
    expect((await outline()) !== 'none', 'focus does not show on a mark')
    expect(await page.locator('.tl-tip').isVisible(), 'no details')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowLeft')
    expect((await focused(page)) === first, 'back and forth leads elsewhere')
    const box = await page.evaluate(() => document.activeElement.getBoundingClientRect().toJSON())
    expect(box.width >= 24 && box.height >= 18, `${box.width} by ${box.height}`)
    await page.keyboard.press('ArrowDown')
    expect((await focused(page)) !== 'Timeline', 'no way to another lane')
    await page.keyboard.press('Escape')
    expect(!(await page.locator('.tl-tip').isVisible()), 'Esc leaves the details')
    await page.keyboard.press('Escape')
    expect((await focused(page)) === 'Timeline', 'Esc leaves no mark')
    await changes(page, () => page.keyboard.press('+'))
    await changes(page, () => page.keyboard.press('Shift+ArrowRight'))
    await changes(page, () => page.keyboard.press('-'))
    expect((await changes(page, () => page.keyboard.press('0'))).startsWith('34 of 34'), '0 does not show all')
    await page.keyboard.press('Home')
    expect((await focused(page)).includes('10 August 1628'), await focused(page))
    await page.keyboard.press('Tab')
    expect(!(await page.evaluate(() => document.querySelector('.tl-plot').contains(document.activeElement))), 'a trap')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.waitForURL(/incidents\/2025-11-18/)
    quiet(said)
  })
})

scenario('timeline-shows-details-on-hover-and-leaves-the-wheel-to-the-page', async () => {
  await withPage({ viewport: { width: 1280, height: 700 } }, async (page, said) => {
    await timeline(page, '?lanes=severity&from=1628&to=1628')
    const plot = page.locator('.tl-plot')
    const box = await plot.boundingBox()
    const link = page.locator('.tl-link:not([hidden])')
    for (let x = 200; x < box.width && !(await link.count()); x += 8) await page.mouse.move(box.x + x, box.y + 98)
    const tip = page.locator('.tl-tip')
    expect((await tip.innerText()).includes('10 August 1628'), 'no details under the pointer')
    expect((await link.getAttribute('href')).startsWith('incidents/1628'), 'the mark is no link')
    await tip.hover()
    await page.evaluate(() => new Promise((done) => setTimeout(done, 300)))
    expect(await tip.isVisible(), 'details go when the pointer comes')
    await page.keyboard.press('Escape')
    expect(!(await tip.isVisible()), 'Esc leaves them')
    await page.mouse.move(box.x + 300, box.y + 150)
    const before = await view(page)
    await page.mouse.wheel(0, 200)
    await page.waitForFunction(() => scrollY > 0)
    await page.mouse.wheel(0, -200)
    await page.waitForFunction(() => scrollY === 0)
    expect((await view(page)) === before, 'the wheel does not scroll the page')
    await page.keyboard.down('Control')
    await changes(page, () => page.mouse.wheel(0, -200))
    await page.keyboard.up('Control')
    const from = shownView(page)
    await page.mouse.down()
    await page.mouse.move(box.x + 400, box.y + 150, { steps: 4 })
    await page.mouse.up()
    await page.waitForFunction((from) => new URL(location).searchParams.get('from') < from, from)
    quiet(said)
  })
})

scenario('timeline-pinches-and-taps-on-a-phone', async () => {
  await withPage({ viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true }, async (page, said) => {
    await timeline(page, '?lanes=severity')
    await page.locator('.tl-plot').scrollIntoViewIfNeeded()
    let box = await page.locator('.tl-plot').boundingBox()
    const client = await page.context().newCDPSession(page)
    const fingers = (type, ...xs) =>
      client.send('Input.dispatchTouchEvent', { type, touchPoints: xs.map((x, id) => ({ x: box.x + x, y: box.y + 90, id })) })
    await changes(page, async () => {
      await fingers('touchStart', 150, 200)
      for (let wide = 60; wide <= 200; wide += 20) await fingers('touchMove', 175 - wide / 2, 175 + wide / 2)
      await fingers('touchEnd')
    })
    const from = shownView(page)
    await fingers('touchStart', 150)
    for (let x = 150; x <= 250; x += 20) await fingers('touchMove', x)
    await fingers('touchEnd')
    await page.waitForFunction((from) => new URL(location).searchParams.get('from') < from, from)
    await timeline(page, '?lanes=severity&from=2017&to=2017')
    await page.locator('.tl-plot').scrollIntoViewIfNeeded()
    box = await page.locator('.tl-plot').boundingBox()
    const tip = page.locator('.tl-tip')
    for (let x = 4; x < box.width && !(await tip.isVisible()); x += 8) await page.touchscreen.tap(box.x + x, box.y + 105)
    await tip.getByRole('link').tap()
    await page.waitForURL(/incidents\/2017/)
    quiet(said)
  })
})

for (const colorScheme of ['light', 'dark']) {
  scenario(`timeline-in-use-has-no-barriers-in-${colorScheme}`, async () => {
    for (const width of [1280, 390]) {
      await withPage({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true }, async (page) => {
        await timeline(page, '?lanes=x')
        await page.locator('.tl-help summary').click()
        await page.locator('.tl-plot').focus()
        await page.keyboard.press('End')
        await page.evaluate(axe)
        const { violations } = await page.evaluate(() =>
          globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
        )
        expect(violations.length === 0, violations.map(({ id, nodes }) => `${id} at ${nodes[0].target} ${nodes[0].failureSummary}`).join('\n'))
      })
    }
  })
}

scenario('timeline-follows-the-colour-scheme', async () => {
  /** Waits until marks have the colour that the style sheet gives the worst severity now. */
  const agrees = (page) =>
    page.waitForFunction(() => {
      const [red, green, blue] = getComputedStyle(document.querySelector('.tl .s1')).color.match(/\d+/g).map(Number)
      const canvas = document.querySelector('.tl-plot canvas')
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
      for (let i = 0; i < data.length; i += 4)
        if (data[i] === red && data[i + 1] === green && data[i + 2] === blue && data[i + 3] === 255) return true
    })
  await withPage({ colorScheme: 'dark' }, async (page, said) => {
    await timeline(page, '?lanes=severity')
    await agrees(page)
    await page.emulateMedia({ colorScheme: 'light' })
    await agrees(page)
    await page.getByRole('button', { name: /Colour theme/ }).click()
    await agrees(page)
    await page.emulateMedia({ forcedColors: 'active' })
    await agrees(page)
    quiet(said)
  })
})

scenario('a-save-shows-at-once-and-a-broken-one-shows-its-finding', async () => {
  const project = join(work, 'project')
  mkdirSync(join(project, 'incidents'), { recursive: true })
  const report = join(project, 'incidents', '2024-03-02-failover.md')
  const write = (title, more = '') =>
    writeFileSync(report, `---\ntitle: ${title}\nstarted: 2024-03-02 09:14\n${more}---\n\nWords.\n`)
  write('First title')
  const serve = spawn(casebook, ['serve', '--root', project, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] })
  try {
    const url = await new Promise((done, fail) => {
      let said = ''
      const listen = (chunk) => {
        said += chunk
        const match = said.match(/http:\/\/[^\s]+/)
        if (match) done(match[0].replace(/\/?$/, '/'))
      }
      serve.stderr.on('data', listen)
      serve.stdout.on('data', listen)
      serve.on('exit', () => fail(new Error(`serve ended: ${said}`)))
    })
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`${url}incidents/2024-03-02-failover.html`)
    expect((await page.locator('h1').innerText()).includes('First title'), 'the first title does not show')
    write('Second title')
    await page.getByRole('heading', { level: 1, name: 'Second title' }).waitFor({ timeout: 10_000 })
    write('Third title', 'status: nearly\n')
    await page.getByText('unknown-status').first().waitFor({ state: 'attached', timeout: 10_000 })
    write('Fourth title')
    await page.getByRole('heading', { level: 1, name: 'Fourth title' }).waitFor({ timeout: 10_000 })
    await context.close()
  } finally {
    serve.kill()
  }
})

/** Writes the archive of attacks that `tests/hostile/` describes, as the test suite does. */
const writeAttacks = (folder) => {
  const texts = readFileSync(join(root, 'tests/hostile/attacks.txt'), 'utf8')
  const attacks = texts.split('\n').filter((line) => line && !line.startsWith('#')).map((line) => JSON.parse(line))
  const all = JSON.stringify(attacks.filter((_, number) => number % 7 === 0).join(' '))
  let book = ''
  const sections = readFileSync(join(root, 'tests/hostile/project.txt'), 'utf8').split('-- ').slice(1)
  for (const section of sections) {
    const cut = section.indexOf(' --\n')
    const [path, template] = [section.slice(0, cut), section.slice(cut + 4)]
    if (path === 'book') {
      book += template.replaceAll('%ALL%', () => all)
      continue
    }
    attacks.forEach((attack, number) => {
      const day = `${2001 + Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}-02`
      // What a file name can hold.
      const name = [...attack.replace(/[/\p{Cc}]/gu, '')].slice(0, 40).join('')
      const fill = (text) =>
        text
          .replaceAll('%N%', () => number)
          .replaceAll('%DAY%', () => day)
          .replaceAll('%NAME%', () => name)
          .replaceAll('%TEXT%', () => JSON.stringify(attack))
          .replaceAll('%BODY%', () => attack)
      if (path.startsWith('book')) {
        book += fill(template)
        return
      }
      const file = join(folder, fill(path))
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, fill(template))
    })
  }
  writeFileSync(join(folder, 'book.toml'), book)
}

/** Runs in the page: what a browser made of it that nobody wrote into a template. */
const actors = () => {
  const faults = []
  const inert = ['http:', 'https:', 'mailto:', 'ftp:', 'tel:']
  for (const element of document.querySelectorAll('*')) {
    const name = element.localName
    if (['iframe', 'object', 'embed', 'base', 'math', 'template', 'style', 'foreignObject', 'video', 'audio'].includes(name))
      faults.push(`<${name}>`)
    for (const { localName, value } of element.attributes) {
      // Our own scripts set styles; that no page comes with any is tested on its bytes.
      if (localName.startsWith('on') || ['srcdoc', 'formaction', 'ping', 'autofocus'].includes(localName))
        faults.push(`<${name} ${localName}=${value}>`)
    }
    for (const key of ['href', 'src', 'action', 'xlink:href']) {
      const address = element.getAttribute(key)
      if (address !== null && ![...inert, location.protocol].includes(new URL(address, document.baseURI).protocol))
        faults.push(`<${name} ${key}=${address}>`)
    }
    if (name === 'script' && element.src && new URL(element.src).origin !== location.origin) faults.push(`<script src=${element.src}>`)
    if (name === 'script' && !element.src && element.type !== 'application/ld+json') faults.push('an inline script')
  }
  return faults
}

scenario('nothing-acts-on-a-site-of-attacks', async () => {
  const project = join(work, 'attacks')
  const attacked = join(work, 'attacked')
  writeAttacks(project)
  // Many of the reports are wrong, so the program says 1 and publishes all the same.
  const built = spawnSync(casebook, ['build', '--root', project, '--out', attacked, '--keep-going', '--now', '2024-12-31', '--quiet'])
  expect(built.status <= 1, `the build ended with ${built.status}: ${built.stderr}`)
  const faults = []
  const all = files(attacked).filter((path) => path.endsWith('.html'))
  expect(all.length > 600, `only ${all.length} pages`)
  const context = await browser.newContext()
  await context.exposeFunction('tellTheTest', (words) => faults.push(words))
  await context.addInitScript(() => {
    // Every attack of the list calls it. It stays silent on purpose when nobody does.
    globalThis.alert = () => globalThis.tellTheTest(`a script ran in ${location.pathname}`)
    addEventListener('securitypolicyviolation', (event) =>
      globalThis.tellTheTest(`${location.pathname}: ${event.violatedDirective} stopped ${event.blockedURI} ${event.sample}`)
    )
  })
  const queue = [...all]
  const visit = async () => {
    const page = await context.newPage()
    page.on('dialog', (dialog) => faults.push(`dialog: ${dialog.message()}`))
    page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
    page.on('request', (request) => {
      if (!/^(file|data):/.test(request.url())) faults.push(`${page.url()} asked ${request.url()}`)
    })
    for (let path = queue.pop(); path; path = queue.pop()) {
      await page.goto(pathToFileURL(path).href)
      for (const fault of await page.evaluate(actors)) faults.push(`${relative(attacked, path)}: ${fault}`)
    }
  }
  await Promise.all([visit(), visit(), visit(), visit()])
  // Feeds, drawings and the sitemap are read as strictly as XML asks for.
  const judge = await context.newPage()
  await judge.goto(pathToFileURL(join(attacked, 'index.html')).href)
  for (const path of files(attacked).filter((path) => /\.(atom|xml|svg)$/.test(path))) {
    const wrong = await judge.evaluate((text) => {
      const read = new DOMParser().parseFromString(text, 'application/xml')
      return read.querySelector('parsererror, script')?.textContent
    }, readFileSync(path, 'utf8'))
    if (wrong) faults.push(`${relative(attacked, path)}: ${wrong}`)
  }
  await context.close()
  expect(faults.length === 0, `${faults.length} faults:\n${faults.slice(0, 20).join('\n')}`)
})

scenario('the-site-of-attacks-needs-no-policy-to-be-inert', async () => {
  const attacked = join(work, 'attacked')
  expect(existsSync(attacked), 'runs after the one before it')
  let ran = 0
  const context = await browser.newContext({ bypassCSP: true })
  await context.exposeFunction('tellTheTest', () => (ran += 1))
  await context.addInitScript(() => {
    globalThis.alert = globalThis.tellTheTest
  })
  const page = await context.newPage()
  const all = files(attacked).filter((path) => path.endsWith('.html'))
  for (const path of all.filter((path, number) => number % 12 === 0 || !path.includes('incidents/'))) {
    await page.goto(pathToFileURL(path).href)
  }
  await context.close()
  expect(ran === 0, `${ran} scripts ran`)
})

// ---- search -----------------------------------------------------------------------------------

const ask = async (page, text) => {
  await page.keyboard.press('/')
  await page.getByRole('combobox', { name: 'Search incidents' }).fill(text)
}

scenario('search-answers-from-the-keyboard', async () => {
  await withPage({ viewport: { width: 1280, height: 900 } }, async (page, said) => {
    await page.goto(address('about.html'))
    await ask(page, 'postgres wraparond')
    const option = page.getByRole('option').first()
    await option.getByText('transaction IDs').waitFor()
    await page.locator('dialog mark').first().waitFor()
    const box = page.getByRole('combobox')
    expect((await box.getAttribute('aria-activedescendant')) === null, 'something is chosen before an arrow is pressed')
    await page.keyboard.press('ArrowDown')
    expect((await option.getAttribute('aria-selected')) === 'true', 'the first result is not chosen')
    expect((await box.getAttribute('aria-activedescendant')) === (await option.getAttribute('id')), 'the choice is not told')
    expect(/^[1-9][0-9]* incidents?$/.test(await page.locator('dialog .hit-said').innerText()), 'the count is not told')
    await page.keyboard.press('Escape')
    expect(!(await page.locator('dialog').isVisible()), 'Escape does not close the dialog')
    await ask(page, 'zzzz wraparound service:sentri')
    await page.getByRole('status').getByText('nothing has `zzzz`').waitFor()
    await page.getByRole('status').getByText('did you mean `sentry`?').waitFor()
    await box.fill('postgres wraparond')
    await option.getByText('transaction IDs').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(/incidents\/2015-07-20-sentry-postgres-xid-wraparound\.html/)
    await ask(page, '')
    await page.getByRole('group', { name: 'Latest' }).waitFor()
    expect(said.length === 0, said.join('; '))
  })
})

scenario('search-results-lead-to-the-part-that-was-found', async () => {
  await withPage({ viewport: { width: 1280, height: 900 } }, async (page) => {
    await page.goto(address('search.html?q=autovacuums+single-user+mode'))
    const link = page.locator('.hits a').first()
    await link.locator('mark').first().waitFor()
    await link.click()
    await page.waitForURL(/#./)
    const target = await page.evaluate(() => document.querySelector(':target')?.textContent ?? '')
    expect(/autovacuums/.test(target), `it leads to ${target}`)
  })
})

scenario('search-facets-count-and-the-address-restores', async () => {
  await withPage({ viewport: { width: 1280, height: 900 } }, async (page, said) => {
    await page.goto(address('search.html'))
    await page.getByRole('searchbox', { name: 'Search incidents' }).fill('network')
    const facet = page.getByRole('region', { name: 'Cause' }).getByRole('button', { name: /^Network/ })
    await facet.waitFor()
    const count = Number(/\d+$/.exec(await facet.innerText())[0])
    await facet.click()
    const status = page.locator('.search-page .hit-said')
    await page.getByText(`${count} incidents`, { exact: true }).waitFor()
    expect((await page.locator('.hits > li').count()) === count, 'the facet counts what it does not find')
    expect(new URL(page.url()).searchParams.get('q') === 'network cause:network', page.url())
    const pressed = page.getByRole('button', { pressed: true })
    expect((await pressed.count()) === 1, 'more than the chosen cause is pressed')
    expect(await pressed.evaluate((button) => button === document.activeElement), 'the focus is lost')
    await page.getByLabel('Order').selectOption('longest')
    await page.waitForURL(/sort=longest/)
    await page.locator('.hits[aria-busy=false]').waitFor()
    const titles = await page.locator('.hit-title').allInnerTexts()
    await page.reload()
    await page.locator('.hits[aria-busy=false] mark').first().waitFor()
    expect(JSON.stringify(await page.locator('.hit-title').allInnerTexts()) === JSON.stringify(titles), 'the address does not restore the results')
    await page.goBack()
    await page.goBack()
    await page.waitForFunction(() => document.querySelector('[name=q]').value === 'network')
    await page.getByRole('searchbox').fill('servcie:x')
    await page.getByText('did you mean `service:`').waitFor()
    await page.getByRole('searchbox').fill('zzzzqqqq')
    await status.getByText('Nothing found').waitFor()
    expect(said.length === 0, said.join('; '))
  })
})

scenario('search-works-from-a-folder', async () => {
  await withPage({ viewport: { width: 390, height: 800 } }, async (page, said) => {
    await page.goto(pathToFileURL(join(site, 'search.html')).href)
    await page.getByRole('searchbox').fill('certifcate expiry')
    await page.locator('.hits mark').first().waitFor()
    await page.goto(pathToFileURL(join(site, 'incidents', 'index.html')).href.replace('incidents/index.html', 'incidents.html'))
    await page.locator('#cb-filter').fill('cause:network after:2024')
    await page.getByText(/^\d+ incidents? of/).waitFor()
    const shown = await page.locator('.rows > li:visible').count()
    expect(shown > 0 && shown < 10, `${shown} rows are left`)
    expect(said.length === 0, said.join('; '))
  })
})

scenario('search-without-scripts-leads-to-the-lists', async () => {
  await withPage({ javaScriptEnabled: false }, async (page) => {
    await page.goto(address('search.html'))
    expect(!(await page.locator('#cb-q').isVisible()), 'a field that does nothing is shown')
    for (const folder of ['years/', 'causes/', 'services/'])
      expect(await page.locator(`main a[href^="${folder}"]`).first().isVisible(), `no way to ${folder}`)
  })
})

scenario('search-shows-hostile-words-as-words', async () => {
  const { mkdirSync, writeFileSync } = await import('node:fs')
  const project = join(work, 'hostile')
  mkdirSync(join(project, 'incidents'), { recursive: true })
  const bad = '<img src=x onerror=alert(1)>'
  writeFileSync(
    join(project, 'incidents', 'bad.md'),
    `---\ntitle: "</script><script>alert(1)</script> ${bad} __proto__"\nservices: ["${bad}", "constructor"]\ntags: ["__proto__", "toString"]\nstarted: 2024-03-02\n---\n\n## ${bad}\n\nhostile \`${bad}\` words \u2028 and \\u003c\n`
  )
  execFileSync(casebook, ['build', '--root', project, '--out', join(site, 'hostile'), '--keep-going', '--quiet'])
  await withPage({ viewport: { width: 1280, height: 900 } }, async (page, said) => {
    page.on('dialog', (dialog) => said.push(`ran: ${dialog.message()}`))
    for (const query of [bad, 'hostile onerror', '__proto__ constructor service:constructor', 'service:__proto__ tag:toString', '"'.repeat(500), 'a:'.repeat(500), '-'.repeat(999), '(a+)+$', '\u202e\ud800', 'x'.repeat(5000), 'has:'.repeat(300)]) {
      await page.goto(`${address('hostile/search.html')}?q=${encodeURIComponent(query.toWellFormed())}`)
      await page.locator('.search-page .hit-said:not(:empty)').waitFor()
      expect((await page.locator('main img, main script:not([src])').count()) === 0, `${query.slice(0, 40)} became markup`)
    }
    await page.goto(`${address('hostile/search.html')}?q=hostile`)
    await page.locator('.hits mark').first().waitFor()
    expect((await page.locator('.hit-title').innerText()).includes(bad), 'the title is not shown as it is')
    expect(said.length === 0, said.join('; '))
  })
  rmSync(join(site, 'hostile'), { recursive: true })
})

for (const colorScheme of ['light', 'dark']) {
  for (const width of [1280, 390]) {
    scenario(`search-has-no-barriers-in-${colorScheme}-at-${width}`, async () => {
      await withPage({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true }, async (page) => {
        const check = async (where) => {
          await page.evaluate(axe)
          const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
          expect(violations.length === 0, violations.map(({ id, nodes }) => `${where}: ${id} at ${nodes[0].target}`).join('\n'))
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
          expect(wide <= 0, `${where} is ${wide} px too wide`)
        }
        await page.goto(address('search.html?q=network+cause:network'))
        await page.locator('.facet').first().waitFor({ state: 'attached' })
        await page.locator('.hits mark').first().waitFor()
        const narrow = page.getByRole('button', { name: 'Filters' })
        if (await narrow.isVisible()) {
          await check('results')
          expect(!(await page.locator('.facet').first().isVisible()), 'filters take the place of results')
          await narrow.click()
        }
        await page.locator('.facet').first().waitFor()
        await check('results and filters')
        await page.goto(address('incidents/2017-01-31-gitlab-com-primary-database-deleted.html'))
        await ask(page, '')
        await page.getByRole('group', { name: 'Similar to this one' }).waitFor()
        await check('dialog')
        await page.getByRole('combobox').fill('database')
        await page.locator('dialog mark').first().waitFor()
        await page.keyboard.press('ArrowDown')
        await check('dialog with results')
      })
    })
  }
}

scenario('search-stays-within-its-weight', async () => {
  const { gzipSync } = await import('node:zlib')
  const weight = (path) => gzipSync(readFileSync(join(site, path)), { level: 6 }).length
  const scripts = ['search.js', 'find.js'].reduce((sum, path) => sum + weight(path), 0)
  expect(scripts < 15_000, `the scripts weigh ${scripts} bytes`)
  const loaded = readdirSync(join(site, 'search')).filter((path) => path.endsWith('.js'))
  const all = loaded.reduce((sum, path) => sum + weight(join('search', path)), 0)
  expect(all < 300_000, `the index weighs ${all} bytes`)
})

// ---- extremes ---------------------------------------------------------------------------------

// A team's first weeks: pages of which little is to be said weigh little, and nothing in them moves.
scenario('a-small-archive-is-light-and-still-and-whole-without-scripts', async () => {
  const project = join(work, 'small')
  const events = '  - {at: "2026-03-01 10:00", text: It breaks, kind: started}\n  - {at: "2026-03-01 10:10", text: Pager, kind: detected}\n  - {at: "2026-03-01 12:10", text: Over, kind: resolved}\n'
  const reports = {
    'book.toml': '[book]\ntitle = "Small"\n[output.html]\nsite-url = "https://example.org/small/"\n',
    'incidents/2026-03-01-a.md': `---\ntitle: The queue fills up\nseverity: sev2\ntimeline:\n${events}---\n\nA worker stopped.\n\n\`\`\`sh\nrestart worker\n\`\`\`\n`,
    'incidents/2026-04-02-b.md': '# The disk is full\n\n## Timeline\n\n- 10:00 UTC: alarms\n- 10:20 UTC: logs are deleted\n',
    'incidents/c.md': '# Something broke\n\nNobody knows what.\n',
  }
  for (const [path, text] of Object.entries(reports)) {
    mkdirSync(dirname(join(project, path)), { recursive: true })
    writeFileSync(join(project, path), text)
  }
  const own = join(site, 'small')
  execFileSync(casebook, ['build', '--root', project, '--out', own, '--now', '2026-11-23', '--quiet', '--history=off'])
  const built = files(own).map((path) => relative(own, path)).filter((path) => path.endsWith('.html'))
  const linked = new Set(['index.html', '404.html'])
  const text = async (page) => (await page.locator('main').innerText()).replace(/\s+/g, ' ').length
  for (const path of built) {
    const without = await withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(address(`small/${path}`))
      for (const link of await page.locator('a[href]').evaluateAll((links) => links.map((link) => new URL(link.getAttribute('href'), location).href))) linked.add(link.split('#')[0].replace(address('small/'), ''))
      return text(page)
    })
    for (const [width, height] of [[1280, 800], [390, 844]]) {
      await withPage({ viewport: { width, height }, bypassCSP: true, timezoneId: 'Asia/Tokyo' }, async (page) => {
        const asked = []
        page.on('request', (request) => asked.push(request.url()))
        // A line on which scripts come after the first drawing.
        await page.route('**/*.js', async (route) => {
          await new Promise((done) => setTimeout(done, 60))
          await route.continue()
        })
        await page.addInitScript(() => {
          globalThis.moved = []
          new PerformanceObserver((list) => {
            for (const { value, sources } of list.getEntries()) globalThis.moved.push(`${value.toFixed(3)} ${sources.map(({ node }) => node?.className || node?.nodeName)}`)
          }).observe({ type: 'layout-shift', buffered: true })
        })
        await page.goto(address(`small/${path}`), { waitUntil: 'networkidle' })
        const where = `${path} at ${width}`
        const moved = await page.evaluate(() => globalThis.moved)
        expect(moved.length === 0, `${where} moves: ${moved.join('; ')}`)
        expect(asked.length <= 7, `${where} asks for ${asked.length} files: ${asked.join(' ')}`)
        const full = await text(page)
        expect(without >= full * 0.95, `${where}: ${without} of ${full} characters without scripts`)
      })
    }
  }
  const lost = built.filter((path) => !linked.has(path))
  expect(lost.length === 0, `nothing leads to ${lost.join(', ')}`)
  rmSync(own, { recursive: true })
})

// Arabic where it is narrowest: both directions, once.
for (const [width, language] of [[320, 'ar'], [360, 'en'], [768, 'en'], [1280, 'en'], [1920, 'en']]) {
  scenario(`what-is-longer-or-emptier-than-usual-fits-${width}`, async () => {
    const [project, own] = [join(work, `extremes-${width}`), join(site, 'extremes')]
    extremes(project, language)
    execFileSync(casebook, ['build', '--root', project, '--out', own, '--now', '2026-11-23', '--quiet', '--history=off'])
    const built = files(own).map((path) => relative(own, path)).filter((path) => path.endsWith('.html') && path !== '404.html')
    const reports = built.filter((path) => path.startsWith('incidents/'))
    for (const colorScheme of ['light', 'dark']) {
      await withPage({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true }, async (page, said) => {
        for (const path of [...kinds(built.filter((path) => !reports.includes(path)), own), ...reports]) {
          await page.goto(address(`extremes/${path}`))
          if (path === 'timeline.html') await page.locator('.tl-list li').first().waitFor()
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
          expect(wide <= 0, `${path} is ${wide} px too wide`)
          if (width === 768 && colorScheme === 'light') {
            // About as wide as a sheet of paper, on which nothing scrolls.
            await page.emulateMedia({ media: 'print' })
            const cut = await page.evaluate(() => {
              const all = [document.documentElement, ...document.querySelectorAll('main pre, main .table')]
              return all.filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.className || each.tagName)
            })
            expect(cut.length === 0, `${path} is cut off in print: ${cut}`)
            await page.emulateMedia({ media: 'screen' })
          }
          const apart = await page.evaluate(() => {
            const [name, nav] = ['.top .name', '.top nav'].map((selector) => document.querySelector(selector).getBoundingClientRect())
            return nav.top >= name.bottom - 1 || name.right <= nav.left
          })
          expect(apart, `${path}: the name of the archive lies on the navigation`)
          await page.evaluate(axe)
          const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }))
          expect(violations.length === 0, violations.map(({ id, nodes }) => `${path}: ${id} at ${nodes[0].target}`).join('\n'))
        }
        expect(said.length === 0, said.join('; '))
      })
    }
    rmSync(own, { recursive: true })
  })
}

// ---- languages --------------------------------------------------------------------------------

for (const [language, direction, skip] of [
  ['ar', 'rtl', 'انتقل إلى المحتوى'],
  ['de', 'ltr', 'Zum Inhalt'],
  ['es', 'ltr', 'Ir al contenido'],
  ['fr', 'ltr', 'Aller au contenu'],
  ['ja', 'ltr', '本文へ移動'],
]) {
  scenario(`the-site-speaks-${language}-and-fits`, async () => {
    const project = join(work, language)
    cpSync(join(root, 'incidents'), join(project, 'incidents'), { recursive: true })
    const book = readFileSync(join(root, 'book.toml'), 'utf8').replace(/^language = .*\n/m, '')
    writeFileSync(join(project, 'book.toml'), book.replace('[book]\n', `[book]\nlanguage = "${language}"\n`))
    const own = join(site, language)
    execFileSync(casebook, ['build', '--root', project, '--out', own, '--now', '2026-11-23', '--quiet', '--history=off'])
    const built = files(own).map((path) => relative(own, path)).filter((path) => path.endsWith('.html') && path !== '404.html')
    for (const width of [320, 1280]) {
      await withPage({ viewport: { width, height: 800 }, bypassCSP: true }, async (page, said) => {
        for (const path of kinds(built, own)) {
          const where = `${path} at ${width}`
          await page.goto(address(`${language}/${path}`))
          if (path === 'timeline.html') await page.locator('.tl-list li').first().waitFor()
          const { lang, dir } = await page.evaluate(() => ({ lang: document.documentElement.lang, dir: document.documentElement.dir }))
          expect(lang === language && (dir || 'ltr') === direction, `${where} is ${lang}, ${dir}`)
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
          expect(wide <= 0, `${where} is ${wide} px too wide`)
          const text = await page.locator('body').innerText()
          expect(!/undefined|\{\/?\w+\}/.test(text), `${where}: ${/.*(undefined|\{\/?\w+\}).*/.exec(text)?.[0]}`)
          if (direction === 'rtl') {
            await page.evaluate(axe)
            const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }))
            expect(violations.length === 0, violations.map(({ id, nodes }) => `${where}: ${id} at ${nodes[0].target}`).join('\n'))
          }
        }
        await page.goto(address(`${language}/search.html?q=database`))
        await page.locator('.hits mark').first().waitFor()
        const found = await page.locator('.hit-said').innerText()
        expect(!/undefined|\{/.test(found) && found.length > 0, `results are said so: ${found}`)
        expect((await page.title()).length > 0 && readFileSync(join(own, 'script.js'), 'utf8').includes(`"${language}"`), 'no words')
        expect(said.length === 0, said.join('; '))
      })
    }
    expect(readFileSync(join(own, 'index.html'), 'utf8').includes(skip), `the home page does not say ${skip}`)
    rmSync(own, { recursive: true })
  })
}

// ---- versions ---------------------------------------------------------------------------------

// A report with a lesson that changed, a heading that became bold, a time that was corrected, and
// words in an older version that must stay words.
const versions = () => {
  const folder = join(work, 'versions')
  const report = join(folder, 'incidents', 'payslips.md')
  mkdirSync(join(folder, 'incidents'), { recursive: true })
  writeFileSync(join(folder, 'book.toml'), '[book]\ntitle = "Payroll"\n[output.html]\nhistory = true\n')
  const git = (day, ...command) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=Ada &amp; Quill', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false', ...command], {
      env: { ...process.env, GIT_AUTHOR_DATE: `2024-03-${day}T10:00:00Z`, GIT_COMMITTER_DATE: `2024-03-${day}T10:00:00Z`, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
    })
  let text = `---
title: Payslips <img src=x onerror=alert(1)> locked
status: draft
started: 2024-03-01 09:00
published: 2024-03-04
timezone: UTC
---

## What happened

The archive refused every request, <script>alert(1)</script> and nobody knew why.

## Timeline

- 2024-03-01 09:40 - The alert fires
- 14:10 - The provider mails that it is resolved

## Lessons learned

None, as all of it happened at the other end.
`
  const commit = (day, subject) => {
    writeFileSync(report, text)
    git(day, 'add', '--all')
    git(day, 'commit', '--quiet', '-m', subject)
  }
  git('02', 'init', '--quiet')
  commit('02', 'Write it down <script>alert(1)</script>')
  text = text.replace('draft', 'done').replace('- 14:10', '- 14:16')
  commit('03', 'Correct its end')
  text = text.replace('## What happened', '**What happened**').replace('None, as all of it happened at the other end.', 'We could have told the clerks, as we saw the alert early.')
  commit('05', 'Say what we learned')
  execFileSync(casebook, ['build', '--root', folder, '--out', join(site, 'versions'), '--quiet', '--now', '2026-11-23'])
  return 'versions/incidents/payslips'
}

scenario('versions-can-be-compared-with-and-without-scripts', async () => {
  const report = versions()
  const visit = async (options, run) => {
    const said = []
    await withPage(options, async (page) => {
      page.on('console', (message) => said.push(message.text()))
      page.on('pageerror', (error) => said.push(error.message))
      page.on('dialog', (dialog) => said.push(`a dialog: ${dialog.message()}`) && dialog.dismiss())
      await run(page)
    })
    expect(said.length === 0, said.join('; '))
  }
  await visit({ javaScriptEnabled: false }, async (page) => {
    await page.goto(address(`${report}.html`))
    const about = await page.getByRole('region', { name: 'About this report' }).innerText()
    expect(/Last changed 5 March 2024.*by Ada &amp; Quill/s.test(about), about)
    expect(/Since publication:.*Lessons learned/.test(about), about)
    await page.getByRole('link', { name: '3 versions' }).click()
    expect((await page.locator('.v-list > li').count()) === 3, 'not all versions are listed')
    await page.getByText('Status draft → done; timeline: 1 time corrected'.replace('Status', 'status')).waitFor()
    expect(!(await page.locator('[name=old]').first().isVisible()), 'what needs a script shows without one')
    const newest = page.locator('#cb-change')
    expect((await newest.locator('del').last().innerText()).includes('None, as all of it'), 'what is gone is not shown')
    expect((await newest.locator('mark').last().innerText()).includes('What happened'), 'the heading that became bold is not shown')
    await page.getByLabel('Side by side').check()
    const [old, now] = await Promise.all(['.v-old del', '.v-new ins'].map((each) => newest.locator(each).last().boundingBox()))
    expect(old && now && now.x > old.x + 200, 'the versions are not side by side')
    await page.getByRole('link', { name: '3 March 2024' }).click()
    await page.getByRole('link', { name: 'The change after' }).click()
    await page.getByRole('heading', { name: 'Lessons learned' }).waitFor()
  })
  await visit({}, async (page) => {
    await page.goto(address(`${report}/history.html`))
    await page.getByLabel('Compare from version 1').check()
    await page.getByText('paragraphs differ.').waitFor()
    const chosen = page.locator('.v-chosen')
    expect(/draft/.test(await chosen.locator('del').first().innerText()), 'the first version is not compared')
    expect(page.url().includes('old='), 'the choice is not in the address')
    await page.reload()
    await chosen.locator('del').first().waitFor()
    await page.goto(pathToFileURL(join(site, `${report}/history.html`)).href)
    await page.getByLabel('Compare from version 1').check()
    await page.getByText('paragraphs differ.').waitFor()
  })
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1280, 320]) {
      await visit({ colorScheme, viewport: { width, height: 800 }, bypassCSP: true }, async (page) => {
        for (const path of ['.html', '/history.html', '/history/since-publication.html']) {
          await page.goto(address(report + path))
          if (path === '/history.html') await page.getByLabel('Compare from version 1').check()
          if (path.includes('since')) await page.getByLabel('Side by side').check()
          await page.evaluate(axe)
          const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
          expect(violations.length === 0, violations.map(({ id, nodes }) => `${path} ${colorScheme} ${width}: ${id} at ${nodes[0].target}`).join('\n'))
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
          expect(wide <= 0, `${path} is ${wide} px too wide at ${width}`)
        }
      })
    }
  }
  rmSync(join(site, 'versions'), { recursive: true })
})

// ---- the run ----------------------------------------------------------------------------------

const wanted = process.argv.slice(2)
let failed = 0
let passed = 0
for (const { name, run } of scenarios.filter(({ name }) => wanted.every((word) => name.includes(word)))) {
  const start = performance.now()
  try {
    await run()
    passed += 1
    console.log(`ok     ${name} (${Math.round(performance.now() - start)} ms)`)
  } catch (error) {
    failed += 1
    console.log(`FAILED ${name}\n${String(error.message).replace(/^/gm, '       ')}`)
  }
}
await browser.close()
server.close()
rmSync(work, { recursive: true, force: true })
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
