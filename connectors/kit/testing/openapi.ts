import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import type { Exchange } from '../ports.ts'
import { unknownProperties } from './unknown-properties.ts'

export type Schema = { [key: string]: unknown; $ref?: string }
type Body = { content?: Record<string, { schema: Schema }> }
type Parameter = { $ref?: string; name: string; in: string }
type Operation = { parameters?: Parameter[]; requestBody?: Body; responses: Record<string, Body> }
export type Document = { paths: Record<string, Record<string, Operation> & { parameters?: Parameter[] }>; components: { schemas: Record<string, Schema> } }

/** Follows `$ref`s inside the document. */
export const resolver = (document: unknown) => {
  const resolve = <T extends { $ref?: string }>(thing: T): T => {
    if (thing.$ref === undefined) return thing
    const steps = thing.$ref.slice(2).split('/')
    return resolve(steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step.replaceAll('~1', '/').replaceAll('~0', '~')], document) as T)
  }
  return resolve
}

/**
 * Holds exchanges to an OpenAPI 3.0 document: the operation exists, its query parameters are known, and both bodies have the right types
 * and no property the schema does not know. `undocumented` tells the paths (`$.Type`) and query parameters (`?name`) of what the vendor has although its description leaves it out.
 */
export const openApi = (document: Document, undocumented: (path: string) => boolean = () => false) => {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false })
  addFormats.default(ajv)
  ajv.addSchema({ ...document, $id: 'spec' })
  const resolve = resolver(document)

  const bodyProblems = (where: string, holder: Body | undefined, body: unknown): string[] => {
    const schema = Object.entries(holder?.content ?? {}).find(([type]) => type.includes('json'))?.[1].schema
    if (schema === undefined) return []
    const located = JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"spec#/components/')) as Schema
    const validate = ajv.compile(located)
    const wrong = validate(documented(body, undocumented))
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${where} ${instancePath} ${message ?? ''}`)
    const unknown = unknownProperties(resolve, schema, body).filter(name => !undocumented(name))
    return [...wrong, ...unknown.map(name => `${where} ${name} is unknown`)]
  }

  return (exchange: Pick<Exchange, 'method' | 'url' | 'requestBody' | 'status' | 'responseBody'>): string[] => {
    const url = new URL(exchange.url)
    const method = exchange.method.toLowerCase()
    const item = document.paths[templateOf(document, exchange) ?? '']
    const operation = item?.[method]
    if (item === undefined || operation === undefined) return [`there is no ${exchange.method} ${url.pathname}`]
    const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(resolve)
    const strangers = [...url.searchParams.keys()].filter(name => !parameters.some(one => one.in === 'query' && one.name === name) && !undocumented(`?${name}`))
    const reply = operation.responses[String(exchange.status)]
    return [
      ...strangers.map(name => `query ${name} is unknown`),
      ...(exchange.requestBody === null ? [] : bodyProblems('request', operation.requestBody, JSON.parse(exchange.requestBody))),
      ...(exchange.responseBody === null || exchange.responseBody === '' || reply === undefined
        ? []
        : bodyProblems('reply', resolve(reply as Body & { $ref?: string }), JSON.parse(exchange.responseBody))),
    ]
  }
}

/** The path of a request as the document has it; the one with the fewest placeholders wins. */
export const templateOf = (document: Document, { method, url }: Pick<Exchange, 'method' | 'url'>): string | undefined => {
  const { pathname } = new URL(url)
  const matching = Object.entries(document.paths).filter(([template, item]) => item[method.toLowerCase()] !== undefined && matches(template, pathname))
  return matching.map(([template]) => template).toSorted((a, b) => a.split('{').length - b.split('{').length)[0]
}

const documented = (body: unknown, undocumented: (path: string) => boolean): unknown =>
  typeof body === 'object' && body !== null && !Array.isArray(body)
    ? Object.fromEntries(Object.entries(body).filter(([name]) => !undocumented(`$.${name}`)))
    : body

const matches = (template: string, path: string): boolean => {
  const escaped = template.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`).replaceAll(/\{[^}]+\}/g, '[^/]+')
  return new RegExp(`^${escaped}$`).test(path)
}
