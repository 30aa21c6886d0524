// Writes beside the built page the digest of the source it was built from; tests/test_page.py computes the same.
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'

const sources = readdirSync('src', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => `${entry.parentPath}/${entry.name}`)
const hash = createHash('sha256')
for (const file of ['index.html', 'package-lock.json', 'vite.config.js', ...sources].sort()) {
  hash.update(`${file}\0`).update(readFileSync(file)).update('\0')
}
writeFileSync('../src/musnad/serve/page/source.sha256', `${hash.digest('hex')}\n`)
