// Measures in headless Chromium what a reader waits for; prints one JSON object. node measure.js BASE ARTICLE
// first: from the start of the navigation until the view is painted. slowest, median: of its interactions, from the
// input until the next paint (Event Timing). These are milliseconds of the clock, so of this machine and its load; firstCpu
// and cpu (of one interaction, on average) are what the page's own thread worked, which load does not change much.
import { launch, opened, wrong } from './browser.js'

const [, , base, article] = process.argv
const browser = await launch()
const views = {
  reader: { hash: `article/${article}`, drawn: '.print p', use: async (page) => { for (let i = 0; i < 20; i++) await press(page, 'j'); return 20 } },
  timeline: { hash: 'timeline', drawn: '.timeline g.cell', use: async (page) => { for (let i = 0; i < 10; i++) await click(page, 'g.cell', i); return 10 } },
  network: { hash: 'network', drawn: '.node circle', use: async (page) => { for (let i = 0; i < 6; i++) { await click(page, '.node circle', i); await click(page, '.buttons button', i % 2) } return 12 } },
  map: { hash: 'map', drawn: '.spot', use: async (page) => { for (let i = 0; i < 6; i++) { await click(page, '.spot', i); await click(page, '.buttons button', i % 2) } return 12 } },
}
const pause = (page) => page.waitForTimeout(80)
const press = async (page, key) => { await page.keyboard.press(key); await pause(page) }
const click = async (page, what, i) => { await page.locator(what).nth(i).click({ force: true }); await pause(page) }

const found = {}
for (const [name, { hash, drawn, use }] of Object.entries(views)) {
  const { page, context } = await opened(browser, base, { lang: 'ar' })
  await page.addInitScript((what) => {
    globalThis.waited = []
    new PerformanceObserver((list) => list.getEntries().forEach((e) => e.interactionId && globalThis.waited.push(e.duration))).observe({ type: 'event', durationThreshold: 16, buffered: true })
    new MutationObserver((_, watch) => {
      if (!document.querySelector(what)) return
      watch.disconnect()
      requestAnimationFrame(() => setTimeout(() => { globalThis.first = performance.now() }))
    }).observe(document, { childList: true, subtree: true })
  }, drawn)
  const devtools = await context.newCDPSession(page)
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  const worked = async () => (await devtools.send('Performance.getMetrics')).metrics.find((m) => m.name === 'TaskDuration').value * 1000
  await page.goto(`${base}/#/${hash}`)
  await page.waitForFunction(() => globalThis.first)
  await page.waitForTimeout(500)
  const firstCpu = Math.round(await worked())
  await page.evaluate(() => { globalThis.waited.length = 0 })
  const before = await worked()
  const times = await use(page)
  await page.waitForTimeout(300)
  const cpu = Math.round((await worked() - before) / times)
  const { first, waited } = await page.evaluate(() => ({ first: Math.round(globalThis.first), waited: globalThis.waited.sort((a, b) => a - b) }))
  // What is shorter than 16 ms is not reported by the browser.
  found[name] = { first, firstCpu, cpu, slowest: waited.at(-1) ?? 16, median: waited[waited.length >> 1] ?? 16, shown: await page.locator(drawn).count() }
  await context.close()
}
await browser.close()
console.log(JSON.stringify({ ...found, wrong }))
