import { readFileSync, readdirSync } from 'node:fs'
const { words, codes } = await import('./src/words.js')
const src = readdirSync('src', { recursive: true }).filter((f) => /\.(svelte|js)$/.test(f) && !f.endsWith('words.js')).map((f) => readFileSync(`src/${f}`, 'utf8')).join('\n')
const used = new Set([...src.matchAll(/\b(?:t|plural|word)\('([\w ]+)'/g)].map((m) => m[1]))
for (const m of src.matchAll(/\bt\(([^()]*\?[^()]*)\)/g)) for (const k of m[1].matchAll(/'(\w+)'/g)) used.add(k[1])
console.log('missing', [...used].filter((k) => !words[k]).join(' '))
console.log('unused', Object.keys(words).filter((k) => !new RegExp(`['"\`\\b]${k}\\b|\\b${k}:`).test(src)).join(' '))
