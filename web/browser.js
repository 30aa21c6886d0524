// What the browser checks share: a page that writes down everything that is wrong with it.
import { chromium } from 'playwright-core'

export const wrong = []
export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })

/** A page of its own; `expected` says which errors of the network belong to the check. */
export async function opened(browser, base, { lang = 'en', theme = 'light', width = 1600, height = 900, expected = /^$/ } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, acceptDownloads: true })
  const page = await context.newPage()
  await page.addInitScript((l) => { if (!localStorage.getItem('lang')) localStorage.setItem('lang', l) }, lang)
  const where = () => `${lang} ${width} ${page.url().split('#')[1] ?? ''}`
  const note = (what) => wrong.push(`${where()}: ${what}`)
  page.on('request', (r) => { if (!/^(data|blob):/.test(r.url()) && !r.url().startsWith(base)) note(`asked ${r.url()}`) })
  page.on('pageerror', (e) => note(e.message))
  page.on('dialog', (d) => { note('a script of the text ran'); d.dismiss() })
  page.on('console', (m) => { if (m.type() === 'error' && !expected.test(`${m.text()} ${m.location().url}`)) note(`${m.text()} ${m.location().url}`) })
  return { page, note, context }
}

/** Go to a view and wait until it has its answer. */
export async function go(page, base, view) {
  if (!page.url().startsWith(base)) await page.goto(`${base}/#/${view}`)
  else await page.evaluate((hash) => new Promise((done) => {
    addEventListener('hashchange', () => setTimeout(done, 30), { once: true })
    if (location.hash === hash) done()
    location.hash = hash
  }), new URL(`${base}/#/${view}`).hash)
  await settled(page)
}
export const settled = (page) => page.waitForFunction(() => document.querySelector('main h1') && !document.querySelector('.wait, .busy'), null, { timeout: 60_000 })
