// Opens each view in headless Chromium in both languages and widths; prints what is wrong as a JSON list.
// node check.js http://127.0.0.1:8765 [folder for screenshots]
import { readFileSync } from 'node:fs'
import { go, launch, opened, wrong } from './browser.js'

const [, , base, shots] = process.argv
const axe = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
const ask = async (path) => (await (await fetch(`${base}/api/v1/${path}`)).json()).results
const articles = await ask('articles?limit=100')
const [said] = await ask(`statements?limit=1`)
const [who] = await ask('actors?limit=1')
const [told] = await ask('events?limit=1')
const sections = ['today', 'search', 'search?in=articles', 'search?in=events', 'timeline', 'map', 'network', 'followups', 'followups?on=2031-04-02', 'contradictions', 'actors', 'outlets', 'history', 'paste', 'account']
const views = [
  ...sections, `article/${articles[0].article}`, `article/${said.article}?s=${said.id}`, `article/${told.article}?e=${told.id}`,
  `actor/${encodeURIComponent(who.actor)}`, `outlet/${encodeURIComponent(articles[0].outlet)}`, `event/${told.cluster ?? told.id}?e=${told.id}`,
]

const browser = await launch()
for (const [lang, theme, width] of [['ar', 'light', 360], ['en', 'dark', 360], ['ar', 'dark', 1600], ['en', 'light', 1600]]) {
  const { page, note, context } = await opened(browser, base, { lang, theme, width })
  for (const view of views) {
    await go(page, base, view)
    const facts = await page.evaluate(() => ({ dir: document.documentElement.dir, wide: document.documentElement.scrollWidth - innerWidth, alerts: document.querySelectorAll('[role=alert]').length, here: document.querySelectorAll('nav [aria-current]').length, empty: /undefined|NaN|\[object|\b[acpw]:[^\s/]/.exec(document.body.innerText)?.[0] }))
    if (facts.dir !== (lang === 'ar' ? 'rtl' : 'ltr')) note(`direction ${facts.dir}`)
    const turned = await page.evaluate(() => [...document.querySelectorAll('main [lang=ar]:not(textarea)')].filter((one) => getComputedStyle(one).direction !== 'rtl').map((one) => one.textContent))
    if (turned.length) note(`Arabic that runs from the left: ${turned[0]}`)
    if (facts.wide > 0) note(`${facts.wide} px too wide`)
    if (facts.alerts) note('shows an error')
    if (facts.empty) note(`shows ${facts.empty}`)
    if (!facts.here && view !== 'account') note('no section is marked as the present one')
    await page.evaluate(axe)
    const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }))
    for (const v of found.violations) if (['serious', 'critical'].includes(v.impact)) note(`axe ${v.id} ${v.nodes[0].target} ${v.nodes[0].failureSummary}`)
    if (shots) await page.screenshot({ path: `${shots}/${view.replace(/\W+/g, '-').slice(0, 16)}-${lang}-${theme}-${width}.png` })
  }
  await context.close()
}
await browser.close()
console.log(JSON.stringify(wrong))
