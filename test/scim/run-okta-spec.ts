import { readSpec } from './vendor-specs.ts'

interface Assertion {
  readonly comparison: string
  readonly source: 'response_status' | 'response_json' | 'response_time'
  readonly property?: string
  readonly value: string | null
}

interface Step {
  readonly step_type: string
  readonly note: string
  readonly method: string
  readonly url: string
  readonly body?: string
  readonly headers?: Record<string, string[]>
  readonly assertions: readonly Assertion[]
  readonly variables: readonly { readonly name: string; readonly property: string }[]
  readonly scripts: readonly string[]
}

/** `Resources[0].name.familyName`; of a list without a position, that of each element. */
const at = (body: unknown, path: string): unknown =>
  path
    .split(/[.[\]]+/)
    .filter(part => part !== '')
    .reduce<unknown>((value, part) => (Array.isArray(value) && !/^\d+$/.test(part) ? value.map(each => member(each, part)) : member(value, part)), body)

const member = (value: unknown, name: string): unknown => (value as Record<string, unknown> | null | undefined)?.[name]

const compare: Readonly<Record<string, (actual: unknown, expected: string) => boolean>> = {
  equal: (actual, expected) => String(actual) === expected,
  equal_number: (actual, expected) => Number(actual) === Number(expected),
  is_less_than: (actual, expected) => Number(actual) < Number(expected),
  is_a_number: actual => typeof actual === 'number',
  not_empty: actual => actual !== undefined && actual !== null && actual !== '' && !(Array.isArray(actual) && actual.length === 0),
  has_value: (actual, expected) => (Array.isArray(actual) ? (expected === '' ? actual.length > 0 : actual.includes(expected)) : actual === expected),
  contains: (actual, expected) => JSON.stringify(actual)?.includes(expected) ?? false,
}

/** Runs an edition of Okta's SPEC test (a Runscope export) and answers the assertions that failed, and how many there were. */
export async function runOktaSpec(edition: string, baseUrl: string, authorization: string): Promise<{ failed: string[]; assertions: number }> {
  const { steps } = readSpec(edition) as { steps: Step[] }
  const variables = new Map([
    ['SCIMBaseURL', baseUrl],
    ['InvalidUserEmail', 'nobody@okta.test'],
    ['UserIdThatDoesNotExist', '00000000-0000-4000-8000-00000000dead'],
    ['randomUsername', `runscope${edition.length}@okta.test`],
    ['randomUsernameCaps', `RUNSCOPE${edition.length}@OKTA.TEST`],
    ['randomEmail', `mail${edition.length}@okta.test`],
    ['randomGivenName', 'Given'],
    ['randomFamilyName', 'Family'],
  ])
  const fill = (text: string) => text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => variables.get(name) ?? '')
  const failed: string[] = []
  let assertions = 0
  for (const step of steps) {
    if (step.step_type !== 'request') continue
    const begun = performance.now()
    const reply = await fetch(new URL(fill(step.url)), {
      method: step.method,
      headers: {
        authorization,
        accept: 'application/scim+json',
        'content-type': step.headers?.['Content-Type']?.[0] ?? 'application/scim+json',
        'user-agent': 'OKTA SCIM Integration',
      },
      ...(step.body === undefined || step.method === 'GET' ? {} : { body: fill(step.body) }),
    })
    const text = await reply.text()
    const sources = {
      response_status: reply.status,
      response_time: performance.now() - begun,
      response_json: text === '' ? null : (JSON.parse(text) as unknown),
    }
    for (const { comparison, source, property, value } of step.assertions) {
      assertions += 1
      const actual = property === undefined ? sources[source] : at(sources[source], property)
      const check = compare[comparison]
      if (check === undefined) throw new Error(`Runscope compares by ${comparison}, which the runner does not know.`)
      if (!check(actual, fill(value ?? ''))) failed.push([step.note.trim(), [property ?? source, comparison, value ?? ''].join(' ').trim()].join(' / '))
    }
    for (const script of step.scripts) {
      assertions += 1
      // oxlint-disable-next-line typescript/no-implied-eval -- the test brings its assertions as code
      const run = new Function('response', 'assert', 'log', script) as (response: object, assert: object, log: () => void) => void
      run({ body: text }, { ok: (value: unknown) => void (value === true || failed.push(`${step.note.trim()} / script`)) }, () => undefined)
    }
    for (const { name, property } of step.variables) variables.set(name, String(at(sources.response_json, property)))
  }
  return { failed, assertions }
}
