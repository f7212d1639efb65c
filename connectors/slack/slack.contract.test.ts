import { startSlack } from '@rollcall/simulators'
import { describe, expect, it } from 'vitest'
import { ScimGroup, ScimUser } from '../kit/scim/wire.ts'
import { readSpec, specsAbsent, whySkipped } from '../kit/testing/index.ts'

/** Every place in a value where something stands: `emails.value`. Rows of a list share their places. */
const placesOf = (value: unknown, at = ''): string[] => {
  if (Array.isArray(value)) return value.flatMap(item => placesOf(item, at))
  if (typeof value !== 'object' || value === null) return [at]
  return Object.entries(value).flatMap(([name, part]) => placesOf(part, at === '' ? name : `${at}.${name}`))
}
/** The samples have their words taken out. */
const worded = (sample: unknown): unknown => JSON.parse(JSON.stringify(sample).replaceAll('""', '"x"'))
/** Slack's sample leaves the enterprise extension empty, and it documents its attributes. */
const enterprise = /^urn:ietf:params:scim:schemas:extension:enterprise:2\.0:User\./

describe.skipIf(specsAbsent)(`Published samples of Slack's replies${whySkipped}`, () => {
  it('are understood by the connector', () => {
    const { Resources: users } = worded(readSpec('scim/slack-v2/Users.json')) as { Resources: unknown[] }
    const { Resources: groups } = worded(readSpec('scim/slack-v2/Groups.json')) as { Resources: unknown[] }
    expect(ScimUser.parse(users[0])).toMatchObject({ id: 'W00000000', active: false })
    expect(ScimUser.parse(worded(readSpec('scim/slack-v2/Users_00000000000.json')))).toMatchObject({ id: 'W00000000' })
    expect(ScimGroup.parse(groups[0])).toMatchObject({ id: 'S00000000', members: [{ id: 'U00000000' }, {}] })
  })

  it('have every field of the stand-in', async () => {
    const simulator = await startSlack({
      seed: {
        users: [
          {
            id: 'W1',
            externalId: 'e1',
            userName: 'p1',
            givenName: 'Pat',
            familyName: 'One',
            emails: ['p1@acme.test'],
            active: true,
            title: 'Seller',
            role: 'seller',
            licence: null,
            employeeNumber: 'E1',
            department: 'Sales',
            created: '2026-03-01T09:00:00.000Z',
            lastModified: '2026-03-01T09:00:00.000Z',
          },
        ],
        groups: [{ id: 'S1', displayName: 'sales', members: ['W1'] }],
      },
      tokens: { 'xoxp-1': ['users:read', 'groups:read'] },
      guests: { W1: 'multi' },
    })
    const ask = async (path: string) => (await fetch(simulator.url + path, { headers: { authorization: 'Bearer xoxp-1' } })).json() as Promise<unknown>
    for (const what of ['Users', 'Groups']) {
      const known = new Set(placesOf(readSpec(`scim/slack-v2/${what}.json`)))
      const told = placesOf(await ask(`/${what}`))
      expect(told.length).toBeGreaterThan(4)
      expect(told.filter(place => !known.has(place) && !enterprise.test(place.replace('Resources.', '')))).toEqual([])
    }
    const error = (await ask('/Users/W9')) as object
    expect(placesOf(error).map(place => place.split('.')[0])).toEqual(['Errors', 'Errors'])
    await simulator.close()
  })
})
