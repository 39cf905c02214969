// Asks the browser's engine the queries of a file, from the index of a built site, and prints the
// slugs that it finds, and what it says: `node run.mjs SITE QUERIES.json`. The Rust side compares them with its own.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInThisContext } from 'node:vm'

const [site, queries] = process.argv.slice(2)
const run = (path) => runInThisContext(readFileSync(join(site, path), 'utf8'), { filename: path })
try {
  run('script.js')
} catch {
  // It says messages first; what follows needs a page.
}
run('search.js')
const { answer, row, eachWord, from } = globalThis.casebook.search
from((path, fail) => {
  try {
    run(decodeURIComponent(path))
  } catch (error) {
    fail(error)
  }
})
const input = JSON.parse(readFileSync(queries, 'utf8'))
const [found, said] = [[], []]
for (const query of input.queries) {
  const { hits, notes } = await answer(query)
  said.push(notes.map(({ text }) => text))
  found.push(await Promise.all(hits.map(async (document) => (await row(document)).slug)))
}
const words = input.texts.map((text) => {
  const all = []
  eachWord(text, (word, place, isWhole) => all.push(`${place}${isWhole ? '=' : ':'}${word}`))
  return all
})
console.log(JSON.stringify({ found, said, words }))
