// What all views share: language, address, the API, and how values are written.
import { codes, words } from './words.js'

function remembered(name, otherwise) {
  try {
    return localStorage.getItem(name) ?? otherwise
  } catch {
    return otherwise
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(name, value)
  } catch {
    // A browser that keeps nothing still shows the page.
  }
}

export { remember, remembered }

export const page = $state({ lang: remembered('lang', 'ar') === 'en' ? 'en' : 'ar', theme: remembered('theme', ''), ...address() })

function address() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?')
  const parts = path.split('/').map(decode)
  return { view: parts[0] || 'today', id: parts[1] ?? '', query: Object.fromEntries(new URLSearchParams(query ?? '')) }
}

function decode(part) {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

window.addEventListener('hashchange', () => Object.assign(page, address()))

export function to(view, id = '', query = {}) {
  const given = Object.entries(query).filter(([, value]) => value)
  const asked = given.length ? `?${new URLSearchParams(given)}` : ''
  return `#/${view}${id ? `/${encodeURIComponent(id)}` : ''}${asked}`
}

/** Change the address's query without a new entry in the history. */
export function refine(query) {
  history.replaceState(null, '', to(page.view, page.id, query))
  page.query = Object.fromEntries(Object.entries(query).filter(([, value]) => value))
}

export function setLanguage(lang) {
  page.lang = lang
  remember('lang', lang)
}

export function setTheme() {
  const dark = page.theme ? page.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
  page.theme = dark ? 'light' : 'dark'
  remember('theme', page.theme)
}

const one = (pair) => pair[page.lang === 'ar' ? 0 : 1]
const locale = () => (page.lang === 'ar' ? 'ar-u-nu-arab' : 'en-GB')

export const t = (key) => one(words[key])
export const code = (value) => (codes[value] ? one(codes[value]) : (value ?? ''))
export const number = (value) => new Intl.NumberFormat(locale()).format(value)
export const percent = (value) => new Intl.NumberFormat(locale(), { style: 'percent' }).format(value)

export function plural(key, n) {
  const forms = one(words[key])
  return (forms[new Intl.PluralRules(page.lang).select(n)] ?? forms.other).replace('{n}', number(n))
}

/** A day, month or year of ISO 8601 as this language writes it; anything else as it is. */
export function day(value, style = 'long') {
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(value ?? '')
  if (!found) return value ? `\u2066${value}\u2069` : ''  // a week or season: its parts keep their order among Arabic words
  const options = { year: 'numeric', timeZone: 'UTC' }
  if (found[2]) options.month = style
  if (found[3]) options.day = 'numeric'
  const made = new Date(Date.UTC(+found[1], +(found[2] ?? 1) - 1, +(found[3] ?? 1)))
  return Number.isNaN(+made) ? value : new Intl.DateTimeFormat(locale(), options).format(made)
}

export function named(names, id) {
  const found = names?.[id]
  return found ? (page.lang === 'ar' ? found.ar : found.en || found.ar) : (id ?? '').replace(/^[A-Z]+:/, '')
}

export async function get(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value)
  return answer(await fetch(`api/v1/${path}${given.length ? `?${new URLSearchParams(given)}` : ''}`))
}

export async function send(method, path, body) {
  const headers = { 'Content-Type': 'application/json' }
  return answer(await fetch(`api/v1/${path}`, { method, headers, body: body && JSON.stringify(body) }))
}

async function answer(response) {
  const body = await response.json().catch(() => ({}))
  if (!response.ok) throw new Error(body.detail ?? `${response.status}`)
  return body
}

export function download(name, type, content) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([content], { type }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}

/** Rows as CSV; a cell that a spreadsheet would take for a formula is led by an apostrophe. */
export function csv(rows) {
  const columns = [...new Set(rows.flatMap(Object.keys))]
  const cell = (value) => {
    const written = value == null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
    return `"${(/^[=+\-@\t\r]/.test(written) ? `'${written}` : written).replaceAll('"', '""')}"`
  }
  return `\ufeff${[columns.map(cell), ...rows.map((row) => columns.map((c) => cell(row[c])))].map((r) => r.join(',')).join('\r\n')}\r\n`
}
