// Walks the ways of an analyst in headless Chromium; prints what is wrong as a JSON list.
// node flows.js BASE BASE-WITH-USERS BASE-OF-AN-EMPTY-STORE   (user sara, password correct horse)
import { readFileSync } from 'node:fs'
import { go, launch, opened, settled, wrong } from './browser.js'

const [, , base, named, empty] = process.argv
const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)>'
const browser = await launch()
const rows = async (path) => (await (await fetch(`${base}/api/v1/${path}`)).json()).results
const must = (note) => (found, what) => { if (!found) note(what) }

/** One way, on a page of its own; what it throws is wrong too. */
async function way(name, at, given, walk) {
  const { page, note, context } = await opened(browser, at, given)
  page.setDefaultTimeout(30_000)
  try {
    await walk(page, must(note))
  } catch (error) {
    note(`${name}: ${error.message.split('\n')[0]}`)
  }
  await context.close()
}

await way('keyboard through search and reader', base, {}, async (page, must) => {
  await go(page, base, 'today')
  await page.keyboard.press('/')
  await page.waitForFunction(() => document.activeElement?.type === 'search')
  await page.keyboard.type('العبّارات')
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => location.hash.includes('q='))
  await settled(page)
  must(await page.evaluate(() => document.activeElement?.type === 'search'), 'the search field lost the focus')
  for (let i = 0; i < 60 && !(await page.evaluate(() => document.activeElement?.matches('blockquote a'))); i++) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.locator('.chain li').first().waitFor()
  const first = page.url()
  must(first.includes('s='), 'the chosen statement is not in the address')
  must(await page.evaluate(() => CSS.highlights.get('chosen')?.size), 'the chosen statement is not marked')
  await page.keyboard.press('k')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.reload()
  await page.locator('.chain li').first().waitFor()
  await page.keyboard.press('n')
  await page.locator('form.decide input').waitFor()
  await page.keyboard.type(hostile)
  await page.keyboard.press('Enter')
  await page.locator('.made li').waitFor()
  must((await page.locator('.made li').innerText()).includes(hostile), 'the note is not shown as it was written')
  await go(page, base, 'history')
  must((await page.locator('tbody').innerText()).includes(hostile), 'the history does not show the note')
  await page.goBack()
  await page.locator('.made li').waitFor()
  await page.keyboard.press('u')
  await page.locator('.made li').waitFor({ state: 'detached' })
})

await way('a tap shows the chain on a small screen', base, { lang: 'ar', width: 360, height: 740 }, async (page, must) => {
  const said = (await rows('statements?limit=100')).at(-1)
  await go(page, base, `article/${said.article}`)
  await page.locator('.said button').last().click()
  await page.locator('.panel .chain').waitFor()
  const seen = await page.evaluate(() => {
    const [panel, chain] = ['.panel', '.panel .chain'].map((one) => document.querySelector(one).getBoundingClientRect())
    return panel.top > 200 && chain.top >= 0 && chain.top < innerHeight
  })
  must(seen, 'the chain of what was tapped is not on the screen')
  await page.locator('.print h1').click({ position: { x: 3, y: 3 } })
  await page.locator('.panel.open').waitFor({ state: 'detached' })
})

await way('correct and undo by mouse', base, { lang: 'ar', width: 360 }, async (page, must) => {
  const [event] = await rows('events?limit=1')
  await go(page, base, `article/${event.article}?e=${event.id}`)
  await page.getByRole('button', { name: 'صحّح' }).click()
  await page.locator('form.decide select').first().selectOption('status')
  await page.locator('form.decide select').nth(1).selectOption('denied')
  await page.locator('form.decide button.primary').click()
  must((await page.locator('.made li').innerText()).includes('منفيّ'), 'the correction is not listed')
  await page.locator('.made button').click()
  await page.locator('.made li').waitFor({ state: 'detached' })
})

await way('correct who did it', base, {}, async (page, must) => {
  const event = (await rows('events?limit=100')).find((row) => row.actors.length && row.actors.every((id) => !id.includes('<')))
  await go(page, base, `article/${event.article}?e=${event.id}`)
  for (const field of ['actors', 'recipients']) {
    await page.getByRole('button', { name: 'Correct' }).click()
    await page.locator('form.decide select').first().selectOption(field)
    await page.locator('form.decide input').fill('-')
    await page.locator('form.decide button.primary').click()
    await page.locator('.made li').waitFor()
    must(!(await page.locator('.decisions [role=alert]').count()), `${field} cannot be corrected`)
    await page.locator('.made button').click()
    await page.locator('.made li').waitFor({ state: 'detached' })
  }
})

await way('a question asked wrongly can be mended', base, { expected: /status of 4\d\d/ }, async (page, must) => {
  await go(page, base, 'search?in=events')
  const field = page.locator('input[type=search]')
  await field.fill('"هدنة')
  await field.press('Enter')
  await page.locator('[role=alert]').waitFor()
  must(await page.evaluate(() => document.activeElement?.value === '"هدنة'), 'the search field is gone or lost the focus')
  await field.fill('ميناء')
  await field.press('Enter')
  await page.locator('section .row').first().waitFor()
  must(!(await page.locator('[role=alert]').count()), 'the error stays')
  await page.goto(`${base}/#/timeline?happened_since=2031-03-09&happened_until=2031-03-01`)
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.locator('svg').waitFor()
})

await way('who denies an event is not shown as who tells of it', base, {}, async (page, must) => {
  const told = (await rows('clusters?least=2&limit=50')).map((row) => row.cluster)
  for (const cluster of told) {
    const { tellings } = await (await fetch(`${base}/api/v1/clusters/${cluster}`)).json()
    if (!tellings.some((row) => row.act === 'deny')) continue
    await go(page, base, `event/${cluster}`)
    must((await page.locator('tbody').first().innerText()).includes('deny'), 'a denial is shown without saying so')
    return
  }
  must(false, 'no denial among the examples')
})

await way('take out, join, undo', base, {}, async (page, must) => {
  const [cluster] = await rows('clusters?least=2&limit=1')
  await go(page, base, `event/${cluster.cluster}`)
  await page.getByRole('button', { name: 'Take out' }).first().click()
  await page.getByText('Written down').waitFor()
  await page.keyboard.press('u')
  await page.getByText('Undone.').waitFor()
  const other = (await rows('events?limit=50')).find((row) => row.cluster !== cluster.cluster)
  await page.locator('input[type=search]').fill(other.trigger)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Join' }).first().click()
  await page.getByText('Written down').waitFor()
  await go(page, base, 'history?action=merge')
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await page.locator('tr.gone').first().waitFor()
  must((await rows('decisions?action=merge')).every((d) => d.undone), 'the join still stands')
})

await way('an address holds the whole view', base, {}, async (page, must) => {
  const places = (await (await fetch(`${base}/api/v1/map`)).json()).features
  await go(page, base, `map?at=${encodeURIComponent(places[0].id)}&v=35.00,33.00,6.00&status=occurred`)
  must(await page.locator('.spot.chosen').count(), 'the chosen place is not restored')
  await page.getByRole('button', { name: 'Nearer' }).click()
  await page.waitForFunction(() => location.hash.includes('9.00'))
  await page.locator('.zoom').focus()
  await page.keyboard.press('0')
  await page.waitForFunction(() => !location.hash.includes('v='))
  await go(page, base, 'timeline')
  await page.locator('g.cell').last().click()
  await page.waitForFunction(() => location.hash.includes('cell='))
  await page.reload()
  await settled(page)
  must(await page.locator('g.cell.chosen').count(), 'the chosen cell is not restored')
  await go(page, base, 'search?in=events&status=planned')
  must((await page.locator('select').last().inputValue()) === 'planned', 'the filter is not restored')
  must((await page.locator('section .status').allInnerTexts()).every((text) => text.includes('planned')), 'the filter does not hold')
})

await way('what is given away', base, {}, async (page, must) => {
  const kinds = { map: ['CSV', 'JSON', 'GEOJSON', 'SVG', 'PNG'], network: ['CSV', 'GEXF', 'SVG', 'PNG'], timeline: ['CSV', 'SVG', 'PNG'], search: ['CSV', 'JSON'], 'followups?on=2031-04-02': ['CSV'], outlets: ['CSV'] }
  const begins = { CSV: '\ufeff"', JSON: '[', GEOJSON: '{"type":"FeatureCollection"', GEXF: '<?xml', SVG: '<svg', PNG: '\ufffdPNG' }
  for (const [view, files] of Object.entries(kinds)) {
    await go(page, base, view)
    await page.reload() // Chromium asks before the eleventh file of one page
    await settled(page)
    await page.getByText('Export', { exact: true }).click()
    for (const file of files) {
      const [given] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: file, exact: true }).click()])
      const text = readFileSync(await given.path(), 'utf8')
      must(text.startsWith(begins[file]) && text.length > 60, `${view} gives no ${file}`)
      if (file === 'GEXF' || file === 'SVG') must(await page.evaluate((t) => !new DOMParser().parseFromString(t, 'application/xml').querySelector('parsererror'), text), `${view}: ${file} is not well-formed`)
    }
  }
  await page.getByText('Cite', { exact: true }).click()
  await page.waitForFunction(() => document.querySelector('.choices textarea').value.includes('#/outlets'))
})

await way('hostile addresses and fields', base, { expected: /status of 4\d\d/ }, async (page, must) => {
  for (const view of ['actor', 'event', 'article']) {
    await page.goto(`${base}/#/${view}/${encodeURIComponent(hostile)}`)
    await page.locator('[role=alert]').waitFor()
  }
  await go(page, base, `outlet/${encodeURIComponent(hostile)}`)
  must((await page.locator('h1').innerText()) === hostile, 'an outlet is not shown as it is called')
  await go(page, base, `search?q=${encodeURIComponent('"x"')}&outlet=${encodeURIComponent(hostile)}`)
  must((await page.locator('.chips').innerText()).includes(hostile), 'a filter is not shown as it was written')
  const sprung = await page.evaluate(() => document.querySelectorAll('main script, main img, main iframe').length)
  must(!sprung, 'markup of a text became elements')
})

await way('language and theme are remembered', base, { lang: 'ar' }, async (page, must) => {
  await go(page, base, 'followups')
  await page.getByRole('button', { name: 'English' }).click()
  await page.locator('html[dir=ltr]').waitFor()
  await page.locator('header button').last().click()
  await page.reload()
  await settled(page)
  const [lang, theme] = await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.theme])
  must(lang === 'en' && theme === 'dark', `remembered ${lang} ${theme}`)
})

await way('paste, read, keep', base, {}, async (page, must) => {
  await go(page, base, 'paste')
  await page.locator('textarea').fill('افتتاح\nقال الوزير سامي الحداد إن الجسر سيفتح غدا.')
  await page.getByRole('button', { name: 'Read', exact: true }).click()
  await page.locator('.said li').first().waitFor()
  await page.getByRole('button', { name: 'Keep in the store' }).click()
  await page.waitForFunction(() => location.hash.startsWith('#/article/'))
  await settled(page)
  must((await page.locator('.print').innerText()).includes('الجسر'), 'the kept article is not shown')
})

await way('strangers read, users log in', named, { expected: /status of 401/ }, async (page, must) => {
  await go(page, named, 'search')
  await page.locator('blockquote a').first().click()
  await page.locator('.chain li').first().waitFor()
  must(!(await page.getByRole('button', { name: 'Wrong' }).count()), 'a stranger is offered decisions')
  await page.locator('.panel').getByRole('link', { name: 'Log in' }).click()
  const [name, password] = [page.locator('input[autocomplete=username]'), page.locator('input[type=password]')]
  await name.fill('sara')
  await password.fill('wrong password')
  await page.keyboard.press('Enter')
  await page.locator('[role=alert]').waitFor()
  await password.fill('correct horse')
  await page.keyboard.press('Enter')
  await page.locator('header').getByText('sara').waitFor()
  await page.locator('form.filters input[dir=auto]').fill('notebook')
  await page.keyboard.press('Enter')
  must((await page.locator('.secret').innerText()).startsWith('mus_'), 'no token is shown')
  await page.goBack()
  await page.getByRole('button', { name: 'Right' }).click()
  must((await page.locator('.made li').last().innerText()).includes('sara'), 'the decision lacks its author')
  await go(page, named, 'account')
  await page.getByRole('button', { name: 'Log out' }).click()
  await page.locator('header').getByText('Log in').waitFor()
})

await way('an empty store', empty, {}, async (page, must) => {
  for (const view of ['today', 'search', 'timeline', 'map', 'network', 'followups', 'contradictions', 'actors', 'outlets', 'history']) {
    await go(page, empty, view)
    must(await page.locator('.state').count(), `${view} says nothing`)
    must(!(await page.locator('[role=alert]').count()), `${view} shows an error`)
  }
})

await way('a server that fails', base, { expected: /status of 503/ }, async (page, must) => {
  await page.route('**/api/v1/timeline*', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ title: 'Too busy', title_ar: 'مشغول', detail: hostile }) }))
  await page.goto(`${base}/#/timeline`)
  must((await page.locator('[role=alert]').innerText()).includes(hostile), 'the error is not told')
  await page.unroute('**/api/v1/timeline*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await settled(page)
  must(await page.locator('svg').count(), 'a second try does not help')
})

await browser.close()
console.log(JSON.stringify(wrong))
