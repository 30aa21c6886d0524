// What all views share: language, address, who is here, and how values are written.
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

window.addEventListener('hashchange', () => {
  const before = `${page.view}/${page.id}`
  Object.assign(page, address())
  if (before === `${page.view}/${page.id}`) return
  // Another view begins at its top, for the eye and for the keyboard.
  scrollTo(0, 0)
  document.getElementById('main')?.focus({ preventScroll: true })
})

export function to(view, id = '', query = {}) {
  const asked = given(query)
  return `#/${view}${id ? `/${encodeURIComponent(id)}` : ''}${asked ? `?${asked}` : ''}`
}

/** What of a query has a value, as it stands in an address. */
export const given = (query) => new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '' && value != null && value !== false)).toString()

let writing

/** Change the address's query without a new entry in the history; empty values fall out. */
export function refine(change) {
  page.query = Object.fromEntries(Object.entries({ ...page.query, ...change }).filter(([, value]) => value))
  clearTimeout(writing)
  // A drag changes the address many times a second, which browsers refuse; it is written when the hand rests.
  if (Object.keys(change).join() === 'v') writing = setTimeout(write, 200)
  else write()
}

const write = () => history.replaceState(null, '', to(page.view, page.id, page.query))

// What of a query is about how a view looks, not about what is asked of the store.
const looks = ['in', 'n', 's', 'e', 'v', 'at', 'cell', 'edge', 'side', 'step']
export const asked = () => Object.fromEntries(Object.entries(page.query).filter(([name]) => !looks.includes(name)))

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
export const word = (key) => (Object.hasOwn(words, key) ? one(words[key]) : (key ?? ''))
export const code = (value) => (Object.hasOwn(codes, value) ? one(codes[value]) : (value ?? ''))
export const number = (value) => new Intl.NumberFormat(locale()).format(value)
export const percent = (value) => new Intl.NumberFormat(locale(), { style: 'percent' }).format(value)
export const list = (parts) => parts.filter(Boolean).join(page.lang === 'ar' ? '، ' : ', ')

export function plural(key, n) {
  const forms = one(words[key])
  return (forms[new Intl.PluralRules(page.lang).select(n)] ?? forms.other).replace('{n}', number(n))
}

/** The days of a week or weekend of ISO 8601 (2016-W36, 2016-W36-WE) as this language writes them. */
function week([, year, number, weekend], style) {
  const fourth = new Date(Date.UTC(+year, 0, 4))  // lies in week 1 of its year
  const monday = Date.UTC(+year, 0, 4 - ((fourth.getUTCDay() + 6) % 7) + 7 * (+number - 1))
  const options = { timeZone: 'UTC', year: 'numeric', month: style, day: 'numeric' }
  return new Intl.DateTimeFormat(locale(), options).formatRange(monday + (weekend ? 5 : 0) * 864e5, monday + 6 * 864e5)
}

/** A day, week, month or year of ISO 8601 as this language writes it, on wish without its year; anything else as it is. */
export function day(value, style = 'long', year = true) {
  const days = /^(\d{4})-W(\d\d)(-WE)?$/.exec(value ?? '')
  if (days) return week(days, style)
  // Of a part of a day or an hour (2031-03-05TMO, 2031-03-05T18:00) the day is told: the article has its words.
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d)(?:T.*)?)?$/.exec(value ?? '')
  if (!found) return value ? `\u2066${value}\u2069` : ''  // a season or quarter: its parts keep their order among Arabic words
  const options = { timeZone: 'UTC' }
  if (year || !found[2]) options.year = 'numeric'
  if (found[2]) options.month = style
  if (found[3]) options.day = 'numeric'
  const made = new Date(Date.UTC(+found[1], +(found[2] ?? 1) - 1, +(found[3] ?? 1)))
  return Number.isNaN(+made) ? value : new Intl.DateTimeFormat(locale(), options).format(made)
}

/** A moment as this language writes it, in the reader's own time zone. */
export const moment = (value) => (value ? new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(value)) : '')

export function period(first, last, style = 'long') {
  return first === last || !last ? day(first, style) : `${day(first, style)} – ${day(last, style)}`
}

export function named(names, id) {
  const found = names?.[id]
  return found ? (page.lang === 'ar' ? found.ar || found.en : found.en || found.ar) : (id ?? '').replace(/^[A-Z]+:/, '')
}

/** An actor's name where a row carries both of its own. */
export const own = (row) => (page.lang === 'ar' ? row.name_ar || row.name_en : row.name_en || row.name_ar)
