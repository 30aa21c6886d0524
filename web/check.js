// Opens each view in headless Chromium in both languages and widths; prints what is wrong as a JSON list.
// node check.js http://127.0.0.1:8765 [folder for screenshots]
import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'

const [, , base, shots] = process.argv
const axe = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
const wrong = []
const { results } = await (await fetch(`${base}/api/v1/articles?limit=100`)).json()
const first = results[0].article
const { results: plans } = await (await fetch(`${base}/api/v1/follow-ups`)).json()
const views = ['today', 'search', 'search?in=articles', 'search?in=events', 'timeline', 'followups', 'contradictions', 'outlets', 'paste', `article/${first}`]
if (plans.length) views.push(`event/${plans[0].cluster}`)

async function opened(lang, theme, width) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: theme, bypassCSP: false })
  const page = await context.newPage()
  await page.addInitScript((l) => localStorage.setItem('lang', l), lang)
  const where = () => `${lang} ${width} ${page.url().split('#')[1] ?? ''}`
  page.on('request', (r) => { if (!/^(data|blob):/.test(r.url()) && !r.url().startsWith(base)) wrong.push(`${where()}: asked ${r.url()}`) })
  page.on('pageerror', (e) => wrong.push(`${where()}: ${e.message}`))
  page.on('dialog', (d) => { wrong.push(`${where()}: a script of the text ran`); d.dismiss() })
  page.on('console', (m) => { if (m.type() === 'error') wrong.push(`${where()}: ${m.text()}`) })
  return { page, where }
}

for (const [lang, theme] of [['ar', 'light'], ['en', 'dark']]) {
  for (const width of [360, 1600]) {
    const { page, where } = await opened(lang, theme, width)
    for (const view of views) {
      await page.goto(`${base}/#/${view}`)
      await page.locator('main h1').first().waitFor()
      await page.waitForLoadState('networkidle')
      const facts = await page.evaluate(() => ({ dir: document.documentElement.dir, wide: document.documentElement.scrollWidth - innerWidth, alerts: document.querySelectorAll('[role=alert]').length }))
      if (facts.dir !== (lang === 'ar' ? 'rtl' : 'ltr')) wrong.push(`${where()}: direction ${facts.dir}`)
      if (facts.wide > 0) wrong.push(`${where()}: ${facts.wide} px too wide`)
      if (facts.alerts) wrong.push(`${where()}: shows an error`)
      await page.evaluate(axe)
      const found = await page.evaluate(() => globalThis.axe.run())
      for (const v of found.violations) if (['serious', 'critical'].includes(v.impact)) wrong.push(`${where()}: axe ${v.id} ${v.nodes[0].target} ${v.nodes[0].failureSummary}`)
      if (view.startsWith('article/')) {
        await page.keyboard.press('j')
        await page.locator('.chain li').first().waitFor()
        if (!page.url().includes('s=')) wrong.push(`${where()}: the chosen statement is not in the address`)
        const marks = await page.evaluate(() => CSS.highlights.get('chosen')?.size ?? 0)
        if (!marks) wrong.push(`${where()}: the chosen statement is not marked`)
      }
      if (shots) await page.screenshot({ path: `${shots}/${view.replace(/\W+/g, '-').slice(0, 16)}-${lang}-${width}.png` })
    }
  }
}
await browser.close()
console.log(JSON.stringify(wrong))
