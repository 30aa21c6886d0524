// Time in columns: from days to the coarsest step that still fits, with one column for what lies before and one for after.
const DAY = 86_400_000
const most = 26

const begin = {
  day: (d) => new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate())),
  week: (d) => new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate() - ((d.getUTCDay() + 6) % 7))),
  month: (d) => new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth(), 1)),
  quarter: (d) => new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() - (d.getUTCMonth() % 3), 1)),
  year: (d) => new Date(Date.UTC(d.getUTCFullYear(), 0, 1)),
  decade: (d) => new Date(Date.UTC(d.getUTCFullYear() - (d.getUTCFullYear() % 10), 0, 1)),
}
const forward = {
  day: (d) => new Date(+d + DAY),
  week: (d) => new Date(+d + 7 * DAY),
  month: (d) => new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + 1, 1)),
  quarter: (d) => new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + 3, 1)),
  year: (d) => new Date(Date.UTC(d.getUTCFullYear() + 1, 0, 1)),
  decade: (d) => new Date(Date.UTC(d.getUTCFullYear() + 10, 0, 1)),
}
export const steps = Object.keys(begin)
const iso = (date) => new Date(date).toISOString().slice(0, 10)

/** Columns {first, last, kind: 'before'|'within'|'gap'|'after'} over sorted ISO days, and the step they are made of. */
export function columns(days, wanted) {
  if (!days.length) return { step: 'day', found: [] }
  // One event of long ago does not push all others into a corner: the middle 96 hundredths are spread out.
  const low = days[Math.floor((days.length - 1) * 0.02)]
  const high = days[Math.ceil((days.length - 1) * 0.98)]
  for (const step of steps.includes(wanted) ? [wanted, ...steps] : steps) {
    const all = spread(step, low, high)
    if (!all) continue
    const found = folded(all, days)
    if (found.length > most && step !== wanted && step !== 'decade') continue
    if (days[0] < found[0].first) found.unshift({ first: days[0], last: iso(Date.parse(found[0].first) - DAY), kind: 'before' })
    if (days.at(-1) > found.at(-1).last) found.push({ first: iso(Date.parse(found.at(-1).last) + DAY), last: days.at(-1), kind: 'after' })
    return { step, found }
  }
  return { step: 'decade', found: [{ first: days[0], last: days.at(-1), kind: 'within' }] }
}

function spread(step, low, high) {
  const found = []
  for (let at = begin[step](new Date(low)); iso(at) <= high; at = forward[step](at)) {
    if (found.length === 10_000) return null
    found.push({ first: iso(at), last: iso(+forward[step](at) - DAY), kind: 'within' })
  }
  return found
}

/** Two and more empty columns in a row become one gap. */
function folded(all, days) {
  const used = new Set(days.map((day) => columnOf(all, day)))
  const found = []
  for (let i = 0; i < all.length; i++) {
    let j = i
    while (j < all.length && !used.has(j)) j++
    if (j - i >= 2) {
      found.push({ first: all[i].first, last: all[j - 1].last, kind: 'gap' })
      i = j - 1
    } else found.push(all[i])
  }
  return found
}

/** The column of a day, by halving. */
export function columnOf(found, day) {
  let low = 0
  let high = found.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (found[middle].last < day) low = middle + 1
    else high = middle
  }
  return low
}
