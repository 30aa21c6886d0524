// The API: one function to read, one to write, and an error that says in the reader's language what went wrong.
import { given, page } from './shared.svelte.js'

export async function get(path, query = {}) {
  const wanted = given(query)
  return answer(await fetch(`api/v1/${path}${wanted ? `?${wanted}` : ''}`))
}

export async function send(method, path, body) {
  const headers = { 'Content-Type': 'application/json' }
  return answer(await fetch(`api/v1/${path}`, { method, headers, body: body && JSON.stringify(body) }))
}

async function answer(response) {
  const body = await response.json().catch(() => ({}))
  if (response.ok) return body
  const title = (page.lang === 'ar' && body.title_ar) || body.title || `${response.status}`
  const detail = (page.lang === 'ar' && body.detail_ar) || body.detail
  const error = new Error(detail && detail !== title ? `${title}: ${detail}` : title)
  error.status = response.status
  throw error
}
