// Holds themes/default/query.js to the examples beside this file; the Rust side reads the same ones:
// `node run.mjs WORDS`, the folder of the messages for scripts.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInThisContext } from 'node:vm'

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8')
runInThisContext(readFileSync(join(process.argv[2], 'words.js'), 'utf8'))
runInThisContext(read('../../themes/default/query.js'))
const { parse, matches } = globalThis.casebook.query

const shown = (term) => {
  const not = term.not ? 'not ' : ''
  if (term.kind !== 'filter') return `${not}${term.kind} ${term.text}${term.open ? '…' : ''}`
  const test = term.names
    ? term.names.map(({ text, prefix }) => text + (prefix ? '*' : '')).join('|')
    : `${term.least ?? ''}..${term.most ?? ''}`
  return `${not}filter ${term.field} ${test}`
}
const faults = []
const same = (query, actual, expected) => {
  if (JSON.stringify(actual) !== JSON.stringify(expected))
    faults.push(`${query}\n  expected ${JSON.stringify(expected)}\n  actual   ${JSON.stringify(actual)}`)
}
const terms = JSON.parse(read('terms.json'))
for (const { query, terms: expected, notes = [] } of terms) {
  const parsed = parse(query)
  same(query, parsed.terms.map(shown), expected)
  same(query, parsed.notes.map(({ start, end, text }) => `${query.slice(start, end)} | ${text}`), notes)
}
const { names, incidents, cases } = JSON.parse(read('facts.json'))
for (const [query, expected] of cases) {
  const parsed = parse(query)
  same(query, Object.keys(incidents).filter((key) => matches(parsed, incidents[key], names)), expected)
}
if (faults.length) {
  console.error(faults.join('\n'))
  process.exit(1)
}
console.log(`${terms.length + cases.length} queries`)
