import { isDeepStrictEqual } from 'node:util'
import { readSpec } from './vendor-specs.ts'

interface Item {
  readonly name: string
  readonly item?: readonly Item[]
  readonly request?: { readonly method: string; readonly url: string | { readonly raw: string }; readonly body?: { readonly raw?: string } }
  readonly event?: readonly { readonly listen: string; readonly script: { readonly exec: readonly string[] } }[]
}

const requestsIn = (items: readonly Item[], path: readonly string[] = []): { name: string; item: Item }[] =>
  items.flatMap(item => (item.item === undefined ? [{ name: [...path, item.name].join(' > '), item }] : requestsIn(item.item, [...path, item.name])))

const claim = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what)
}

/** The part of Postman's `pm.expect` that the collection uses. */
const expectation = (actual: unknown) => {
  const includes = (part: string) => String(actual).includes(part)
  return {
    to: {
      eql: (expected: unknown) => claim(isDeepStrictEqual(actual, expected), `${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`),
      include: (part: string) => claim(includes(part), `${part} is not there`),
      not: { include: (part: string) => claim(!includes(part), `${part} is there`) },
    },
  }
}

/** Runs Microsoft's SCIM collection (Postman) and answers the tests that failed, and how many there were. */
export async function runMicrosoftCollection(baseUrl: string, authorization: string): Promise<{ failed: string[]; tests: number }> {
  const { item } = readSpec('microsoft/SCIMReferenceCode-PostmanCollection.json') as { item: Item[] }
  const environment = new Map<string, string>()
  const fill = (text: string) =>
    text
      .replace(/\{\{Protocol\}\}:\/\/\{\{Server\}\}\{\{Port\}\}\/\{\{Api\}\}/, baseUrl)
      .replaceAll('${__UUID}', 'a2f1c7d4-0000-4000-8000-000000000001')
      .replace(/\{\{(\w+)\}\}/g, (_, name: string) => environment.get(name) ?? '')
  const failed: string[] = []
  let tests = 0
  for (const { name, item: step } of requestsIn(item)) {
    const { method = 'GET', url = '', body } = step.request ?? {}
    const raw = fill(body?.raw ?? '')
    const reply = await fetch(new URL(fill(typeof url === 'string' ? url : url.raw)), {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(raw === '' || method === 'GET' ? {} : { body: raw }),
    })
    const text = await reply.text()
    const pm = {
      test: (what: string, run: () => void) => {
        tests += 1
        try {
          run()
        } catch {
          failed.push(`${name} / ${what}`)
        }
      },
      expect: expectation,
      environment: { get: (key: string) => environment.get(key), set: (key: string, value: unknown) => environment.set(key, String(value)) },
      response: {
        json: () => JSON.parse(text) as unknown,
        text: () => text,
        to: { have: { status: (status: number) => claim(reply.status === status, `${reply.status} is not ${status}`) } },
      },
    }
    for (const event of step.event ?? []) {
      if (event.listen !== 'test') continue
      // oxlint-disable-next-line typescript/no-implied-eval -- the collection brings its tests as code
      const run = new Function('pm', 'postman', 'responseBody', event.script.exec.join('\n')) as (pm: object, postman: object, body: string) => void
      run(pm, { setEnvironmentVariable: () => undefined }, text === '' ? '{}' : text)
    }
  }
  return { failed, tests }
}
