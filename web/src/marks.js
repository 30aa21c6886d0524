// Where a record's spans stand in the page: code points of the article to ranges of its text nodes.
// Ranges are painted by the CSS Custom Highlight API, so that no element ever stands inside an Arabic word.

/** The lines of a text with the code point at which each begins; blank lines are left out. */
export function lines(text) {
  const found = []
  let start = 0
  for (const line of text.split('\n')) {
    const length = [...line].length
    if (line.trim()) found.push({ start, length, text: line })
    start += length + 1
  }
  return found
}

const units = (text, points) => (text.length < points ? text.length : [...text].slice(0, points).join('').length)

/**
 * The places before and after lam and alef, where one lies between them: they are one glyph, of which a browser paints
 * only a part where a highlight begins or ends inside (لاستئناف).
 */
function beside(text, at) {
  const sign = (i) => /[\u064b-\u065f\u0670]/.test(text[i] ?? '')
  let lam = at - 1
  let alef = at
  while (sign(lam)) lam--
  while (sign(alef)) alef++
  return text[lam] === 'ل' && /[آأإاٱ]/.test(text[alef] ?? '') ? [lam, alef + 1] : [at, at]
}

/** The ranges of a span, one for each line it touches. */
export function ranges(root, parts, span) {
  const found = []
  for (let i = after(parts, span.start); i < parts.length && parts[i].start < span.end; i++) {
    const { start, length, text } = parts[i]
    const node = root.children[i]?.firstChild
    const from = Math.max(span.start - start, 0)
    const end = Math.min(span.end - start, length)
    if (!node || from >= end) continue
    const range = new Range()
    range.setStart(node, beside(text, units(text, from))[0])
    range.setEnd(node, beside(text, units(text, end))[1])
    found.push(range)
  }
  return found
}

/** The first line that does not end before a position. */
function after(parts, position) {
  let low = 0
  let high = parts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (parts[middle].start + parts[middle].length <= position) low = middle + 1
    else high = middle
  }
  return low
}

/** The code point under a point of the screen, or -1. */
export function pointed(root, parts, x, y) {
  const caret = document.caretPositionFromPoint?.(x, y)
  const range = caret ? null : document.caretRangeFromPoint?.(x, y)
  const node = caret?.offsetNode ?? range?.startContainer
  const offset = caret?.offset ?? range?.startOffset
  const index = [...root.children].findIndex((child) => child.firstChild === node)
  return index < 0 ? -1 : parts[index].start + [...node.data.slice(0, offset)].length
}

export function paint(name, found) {
  if (globalThis.Highlight) CSS.highlights.set(name, new Highlight(...found))
}
