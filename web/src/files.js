// What a view gives away: tables, graphs and pictures, made in the browser from what the view shows.

export function download(name, type, content) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }))
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

const xml = (value) => String(value ?? '').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)

/** A directed graph in GEXF 1.3: nodes {id, label, type}, edges {source, target, kind, times}. */
export function gexf(nodes, edges) {
  return `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph defaultedgetype="directed">
<attributes class="node"><attribute id="0" title="type" type="string"/></attributes>
<nodes>${nodes.map((n) => `<node id="${xml(n.id)}" label="${xml(n.label)}"><attvalues><attvalue for="0" value="${xml(n.type)}"/></attvalues></node>`).join('')}</nodes>
<edges>${edges.map((e, i) => `<edge id="${i}" source="${xml(e.source)}" target="${xml(e.target)}" kind="${xml(e.kind)}" label="${xml(e.kind)}" weight="${Number(e.times)}"/>`).join('')}</edges>
</graph></gexf>
`
}

const drawn = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-opacity', 'font-size', 'font-family', 'font-weight', 'text-anchor', 'opacity', 'display', 'vector-effect', 'paint-order', 'direction']

/** A drawing of the page as a file of its own: what the style sheet says is written into each element. */
export function standalone(svg) {
  const copy = svg.cloneNode(true)
  const from = [svg, ...svg.querySelectorAll('*')]
  const into = [copy, ...copy.querySelectorAll('*')]
  from.forEach((element, i) => {
    const style = getComputedStyle(element)
    for (const name of drawn) {
      const value = style.getPropertyValue(name)
      if (value) into[i].setAttribute(name, value)
    }
  })
  const { width, height } = svg.getBoundingClientRect()
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', width)
  copy.setAttribute('height', height)
  const back = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  const box = svg.viewBox.baseVal
  for (const [name, value] of Object.entries({ x: box.x, y: box.y, width: box.width || width, height: box.height || height, fill: getComputedStyle(document.body).backgroundColor })) back.setAttribute(name, value)
  copy.prepend(back)
  return new XMLSerializer().serializeToString(copy)
}

/** The same as a PNG of twice the size on the screen. */
export async function png(svg) {
  const image = new Image()
  const url = URL.createObjectURL(new Blob([standalone(svg)], { type: 'image/svg+xml' }))
  image.src = url
  await image.decode()
  const { width, height } = svg.getBoundingClientRect()
  const canvas = Object.assign(document.createElement('canvas'), { width: width * 2, height: height * 2 })
  canvas.getContext('2d').drawImage(image, 0, 0, width * 2, height * 2)
  URL.revokeObjectURL(url)
  return new Promise((done) => canvas.toBlob(done, 'image/png'))
}
