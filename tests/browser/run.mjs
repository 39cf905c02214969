// Opens the sample archive in a real browser and holds what the site promises.
//
//   node tests/browser/run.mjs            every scenario
//   node tests/browser/run.mjs links      those whose name holds the word
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { createServer } from 'node:http'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, extname, join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

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

execFileSync(casebook, ['build', '--root', root, '--out', site, '--now', '2026-11-23', '--quiet'], {
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
const kinds = () => {
  const largest = new Map()
  for (const page of pages) {
    const kind = page.includes('/') ? dirname(page) : page
    const size = statSync(join(site, page)).size
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
  page.on('requestfailed', (request) => said.push(`failed: ${request.url()}`))
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

scenario('print-is-on-light-paper-without-navigation', async () => {
  await withPage({ colorScheme: 'dark' }, async (page) => {
    await page.goto(address(pages.find((path) => path.startsWith('incidents/'))))
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect(/255, 255, 255|0, 0, 0, 0/.test(colour), `paper is ${colour}`)
    expect(!(await page.locator('header nav').first().isVisible()), 'navigation is printed')
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
  for (const path of all.filter((path, number) => number % 5 === 0 || !path.includes('incidents/'))) {
    await page.goto(pathToFileURL(path).href)
  }
  await context.close()
  expect(ran === 0, `${ran} scripts ran`)
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
