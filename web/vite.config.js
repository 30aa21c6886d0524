import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

// Nothing is inlined: the page is served under a policy that allows no inline script or style.
export default defineConfig({
  plugins: [svelte()],
  base: './',
  build: {
    outDir: '../src/musnad/serve/page',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8765' } },
})
