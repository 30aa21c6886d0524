// The API's documentation, made from openapi.json; everything is put in as text.
const make = (name, text, ...children) => {
  const made = document.createElement(name)
  if (text) made.textContent = text
  made.append(...children.filter(Boolean))
  return made
}

const spec = await (await fetch('../openapi.json')).json()
const resolve = (schema) => (schema?.$ref ? spec.components.schemas[schema.$ref.split('/').pop()] : schema)

/** A schema as a short line: string | null, [StatementRow], … */
function short(schema) {
  if (!schema) return ''
  if (schema.$ref) return schema.$ref.split('/').pop()
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return choices.map(short).join(' | ')
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.type === 'array') return `[${short(schema.items) || '…'}]`
  if (schema.additionalProperties?.type || schema.additionalProperties?.$ref) return `{…: ${short(schema.additionalProperties)}}`
  return [schema.type, schema.format].filter(Boolean).join(' ')
}

/** A schema with all that it refers to, written out once. */
function whole(schema, seen = new Set()) {
  const name = schema?.$ref?.split('/').pop()
  const found = resolve(schema)
  if (!found) return ''
  const refers = [...JSON.stringify(found).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1])
  if (name) seen.add(name)
  const lines = Object.entries(found.properties ?? {}).map(([key, value]) => `  ${key}: ${short(value)}${value.description ? `  — ${value.description}` : ''}`)
  const own = `${name ?? 'body'}${found.description ? `  — ${found.description.replace(/\s+/g, ' ')}` : ''}\n${lines.join('\n')}`
  return [own, ...refers.filter((other) => !seen.has(other)).map((other) => (seen.has(other) ? '' : whole({ $ref: `#/components/schemas/${other}` }, seen)))].filter(Boolean).join('\n\n')
}

function parameters(operation, fields) {
  if (!operation.parameters?.length) return null
  const rows = operation.parameters.map((parameter) => {
    const field = make('input')
    field.setAttribute('aria-label', parameter.name)
    fields.push([parameter, field])
    const type = `${short(parameter.schema)}${parameter.required ? ', needed' : ''}`
    return make('tr', '', make('td', parameter.name), make('td', '', field), make('td', '', make('div', parameter.description ?? parameter.schema?.description ?? ''), make('div', type)))
  })
  rows.forEach((row) => (row.lastChild.lastChild.className = 'quiet'))
  return make('table', '', make('tbody', '', ...rows))
}

/** The address that the fields ask for. */
function address(path, fields) {
  const query = new URLSearchParams()
  let asked = path
  for (const [parameter, field] of fields) {
    if (parameter.in === 'path') asked = asked.replace(new RegExp(`\\{${parameter.name}(:path)?\\}`), encodeURIComponent(field.value))
    else if (field.value) query.set(parameter.name, field.value)
  }
  return asked + (query.size ? `?${query}` : '')
}

function trial(path, fields) {
  const [button, shown] = [make('button', 'GET'), make('pre')]
  shown.hidden = true
  button.addEventListener('click', async () => {
    shown.hidden = false
    shown.textContent = '…'
    const asked = address(path, fields)
    const answer = await fetch(asked)
    const body = await answer.text()
    const json = /json/.test(answer.headers.get('content-type') ?? '')
    shown.textContent = `${answer.status} ${asked}\n\n${(json ? JSON.stringify(JSON.parse(body), null, 2) : body).slice(0, 20000)}`
  })
  return [button, shown]
}

function operation(path, method, told) {
  const fields = []
  const body = told.requestBody?.content?.['application/json']?.schema
  const good = Object.entries(told.responses).find(([status]) => status < 300)
  const answer = good?.[1].content?.['application/json']?.schema
  const made = make('details', '',
    make('summary', '', make('b', `${method.toUpperCase()} ${path}`), told.summary),
    ...(told.description ?? '').split('\n\n').map((text) => make('p', text)),
    parameters(told, fields),
    body && make('h4', 'Sent'), body && make('pre', whole(body)),
    answer && make('h4', `Answer ${good[0]}`), answer && make('pre', whole(answer)),
    ...(method === 'get' ? trial(path, fields) : []))
  made.dataset.words = `${path} ${method} ${told.summary} ${told.description}`.toLowerCase()
  return made
}

const sections = new Map()
for (const [path, methods] of Object.entries(spec.paths)) {
  for (const [method, told] of Object.entries(methods)) {
    const tag = told.tags?.[0] ?? 'API'
    if (!sections.has(tag)) sections.set(tag, make('section', '', make('h2', tag)))
    sections.get(tag).append(operation(path, method, told))
  }
}
document.querySelector('main').replaceChildren(...sections.values())
document.querySelector('#find').addEventListener('input', ({ target }) => {
  for (const each of document.querySelectorAll('details')) each.hidden = !each.dataset.words.includes(target.value.toLowerCase())
})
