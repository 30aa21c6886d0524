// Makes src/land.json (land, borders and names of countries for the map) and src/countries.json (names by ISO code).
// node land.js   (after a new version of world-atlas, or changes of the table of countries)
// Shapes: Natural Earth 1:50m (public domain) as topojson by world-atlas. Names: the knowledge table of countries.
import { readFileSync, writeFileSync } from 'node:fs'
import { geoArea, geoContains } from 'd3-geo'
import { feature, meshArcs, mergeArcs, quantize } from 'topojson-client'

// Two neighbours who do not agree where their border runs, by the names of Natural Earth. Their whole border is drawn
// dashed: the map takes no side. Countries have no colours of their own.
const disputed = [
  ['Israel', 'Palestine'], ['Israel', 'Syria'], ['Israel', 'Lebanon'], ['Morocco', 'W. Sahara'], ['Mauritania', 'W. Sahara'],
  ['Algeria', 'W. Sahara'], ['Cyprus', 'N. Cyprus'], ['Serbia', 'Kosovo'], ['Somalia', 'Somaliland'], ['Ethiopia', 'Somaliland'],
  ['Djibouti', 'Somaliland'], ['Ukraine', 'Russia'], ['Georgia', 'Russia'], ['Armenia', 'Azerbaijan'], ['India', 'Pakistan'],
  ['India', 'China'], ['China', 'Pakistan'], ['India', 'Siachen Glacier'], ['Pakistan', 'Siachen Glacier'], ['China', 'Siachen Glacier'],
  ['Egypt', 'Sudan'], ['Sudan', 'S. Sudan'], ['Kenya', 'S. Sudan'], ['North Korea', 'South Korea'], ['Guyana', 'Venezuela'], ['Guyana', 'Suriname'],
].map((pair) => pair.sort().join('|'))

const world = JSON.parse(readFileSync('node_modules/world-atlas/countries-50m.json', 'utf8'))
const countries = world.objects.countries
countries.geometries = countries.geometries.filter((c) => c.properties.name !== 'Antarctica')
const pair = (a, b) => [a.properties.name, b.properties.name].sort().join('|')
const parts = {
  land: mergeArcs(world, countries.geometries),
  borders: meshArcs(world, countries, (a, b) => a !== b && !disputed.includes(pair(a, b))),
  disputed: meshArcs(world, countries, (a, b) => a !== b && disputed.includes(pair(a, b))),
}

const shapes = feature(world, countries).features
const rows = readFileSync('../src/musnad/knowledge/tables/countries.csv', 'utf8').split(/\r?\n/).filter((line) => line && !line.startsWith('#') && !/^(key|"#)/.test(line))
const known = rows.map((line) => line.split(',')).filter((row) => row[4]?.length === 3)
const plain = (arabic) => arabic.split('|')[0].replace(/^\?/, '')
writeFileSync('src/countries.json', `${JSON.stringify(Object.fromEntries(known.map((row) => [row[4], [plain(row[1]), row[2].trim()]])))}\n`)
const names = known.filter((row) => row[8] === 'PCLI').map(([, arabic, english, , , , lat, lon]) => {
  const at = [+lon, +lat]
  const shape = shapes.find((s) => geoContains(s, at))
  return [plain(arabic), english, at[0], at[1], shape ? +geoArea(shape).toPrecision(2) : 0]
})
names.sort((a, b) => b[4] - a[4])

// A grid of about two kilometres is fine enough for the closest view and halves the file.
const { scale, translate } = world.transform
const arcs = world.arcs.map((arc) => {
  let [x, y] = [0, 0]
  return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]])
})
const topology = quantize({ type: 'Topology', objects: parts, arcs, bbox: world.bbox }, 2e4)
delete topology.bbox
writeFileSync('src/land.json', `${JSON.stringify({ topology, names: names.map((row) => row.slice(0, 4)) })}\n`)
