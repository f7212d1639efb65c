import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { everyEndpoint, openApiDocument } from './openapi.ts'

// The parts of OpenAPI 3.1.0 (spec.openapis.org/oas/v3.1.0) that the document uses; strict, so that a misspelt or misplaced one is found.
const Schema = z.record(z.string(), z.unknown())
const Reference = z.strictObject({ $ref: z.string().regex(/^#\/components\//) })
const Header = z.union([Reference, z.strictObject({ description: z.string(), schema: Schema })])
const Media = z.strictObject({ schema: Schema, example: z.unknown().optional() })
const Content = z.record(z.string().regex(/^[a-z]+\/[a-z+.-]+$/), Media)
const Response = z.strictObject({ description: z.string().min(1), headers: z.record(z.string(), Header).optional(), content: Content.optional() })
const Parameter = z.strictObject({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean(),
  description: z.string().optional(),
  schema: Schema,
})
const Operation = z.strictObject({
  operationId: z.string(),
  summary: z.string(),
  description: z.string(),
  parameters: z.array(Parameter),
  requestBody: z.strictObject({ required: z.boolean(), content: Content }).optional(),
  responses: z.record(z.string().regex(/^[2345]\d\d$/), Response),
  security: z.array(z.unknown()).optional(),
})
const OpenApi = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.strictObject({
    title: z.string(),
    version: z.string(),
    description: z.string(),
    license: z.strictObject({ name: z.string(), identifier: z.string() }),
  }),
  servers: z.array(z.strictObject({ url: z.url() })),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  paths: z.record(z.string().startsWith('/'), z.partialRecord(z.enum(['get', 'put', 'post', 'delete', 'patch']), Operation)),
  components: z.strictObject({
    securitySchemes: z.record(z.string(), z.strictObject({ type: z.literal('http'), scheme: z.string(), description: z.string() })),
    schemas: z.record(z.string(), Schema),
    headers: z.record(z.string(), Header),
  }),
})
type Operation = z.infer<typeof Operation>

// As it goes over the wire.
const document = OpenApi.parse(JSON.parse(JSON.stringify(openApiDocument('https://rollcall.example'))))
const operations = Object.entries(document.paths).flatMap(([path, item]) => Object.entries(item).map(([method, operation]) => ({ path, method, operation })))

const ajv = new Ajv2020({ strict: true, strictTypes: false, strictTuples: false, strictRequired: false, allErrors: true, allowUnionTypes: true })
addFormats.default(ajv)
ajv.addKeyword('components')
ajv.addSchema({ $id: 'document', components: document.components })
const located = (schema: unknown) => JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/')) as Record<string, unknown>
const problemsOf = (schema: unknown, value: unknown) => {
  const validate = ajv.compile(located(schema))
  return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`)
}

const mediaOf = ({ requestBody, responses }: Operation) => [
  ...Object.values(requestBody?.content ?? {}),
  ...Object.values(responses).flatMap(response => Object.values(response.content ?? {})),
]

describe('the OpenAPI document', () => {
  it('describes every endpoint once, with the parameters of its path', () => {
    expect(operations.map(({ operation }) => operation.operationId).toSorted()).toEqual(everyEndpoint.map(({ id }) => id).toSorted())
    for (const { path, operation } of operations) {
      const inPath = operation.parameters.filter(each => each.in === 'path')
      expect(inPath.map(({ name }) => name).toSorted()).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? '').toSorted())
      expect(inPath.every(({ required }) => required)).toBe(true)
      const names = operation.parameters.map(each => `${each.in} ${each.name}`)
      expect(new Set(names).size).toBe(names.length)
    }
  })

  it('has schemas that a strict JSON Schema 2020-12 validator takes, and references that lead somewhere', { timeout: 60_000 }, () => {
    for (const { operation } of operations) {
      for (const { schema } of [...mediaOf(operation), ...operation.parameters]) expect(() => ajv.compile(located(schema))).not.toThrow()
    }
    for (const [, kind, name] of JSON.stringify(document).matchAll(/"#\/components\/(\w+)\/(\w+)"/g))
      expect(Object.entries(document.components).find(([each]) => each === kind)?.[1]).toHaveProperty(name ?? '')
  })

  it('has examples that are what they stand for', () => {
    const shown = operations.flatMap(({ operation }) =>
      mediaOf(operation).flatMap(media => ('example' in media ? [{ id: operation.operationId, ...media }] : [])),
    )
    expect(shown.length).toBeGreaterThan(30)
    for (const { id, schema, example } of shown) expect({ id, problems: problemsOf(schema, example) }).toEqual({ id, problems: [] })
    // The shapes refuse more than their JSON Schema can say, and a reply's schema lets through what the shape would drop.
    const examples = everyEndpoint.flatMap(({ id, body, reply, example }) => [
      { id, shape: body, value: example?.body },
      { id, shape: reply, value: example?.reply },
    ])
    const wrong = examples.filter(({ shape, value }) => value !== undefined && shape?.safeParse(value).success !== true)
    expect(wrong.map(({ id }) => id)).toEqual([])
  })

  it('shows an example for everything that is asked of users, groups and roles', () => {
    const bare = operations.filter(
      ({ path, operation }) =>
        /^\/(users|groups|roles|licences|teams)\b/.test(path) &&
        mediaOf(operation).length > 0 &&
        !Object.values(operation.responses[200]?.content ?? {}).some(media => 'example' in media),
    )
    expect(bare.map(({ operation }) => operation.operationId).toSorted()).toEqual([
      'deleteGroup',
      'deleteRole',
      'deleteUser',
      'exportUsers',
      'listUserSessions',
    ])
  })

  it('says which headers an endpoint takes and sends', () => {
    const patch = document.paths['/users/{id}']?.patch
    expect(patch?.parameters.filter(each => each.in === 'header').map(({ name }) => name)).toEqual(['Idempotency-Key', 'If-Match'])
    expect(Object.keys(patch?.responses[200]?.headers ?? {})).toEqual(['RateLimit', 'RateLimit-Policy', 'ETag'])
    expect(Object.keys(patch?.responses ?? {})).toEqual(expect.arrayContaining(['412', '422', '429']))
    expect(document.paths['/users/{id}']?.get?.responses).toHaveProperty('304')
  })
})
