// What scripts say, and how: the messages follow. A number `n` chooses the plural form.
(() => {
  const casebook = (globalThis.casebook ??= {})
  casebook.number = (n) => n.toLocaleString(`${casebook.language}-u-nu-latn`)
  casebook.say = (id, slots = {}) => {
    const { language, number, words } = casebook
    const found = words[id]
    const text = found.other ? (found[new Intl.PluralRules(language).select(slots.n)] ?? found.other) : found
    return text.replace(/\{(\w+)\}/g, (_, name) => (typeof slots[name] === 'number' ? number(slots[name]) : slots[name]))
  }
})()
