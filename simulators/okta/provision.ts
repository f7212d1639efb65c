import type { World } from '../core/index.ts'
import type { Assigned, OktaApp, OktaSeed, OktaUser, Provisioning, State } from './state.ts'

export type Provisioner = {
  given: (app: OktaApp, person: OktaUser, assigned: Assigned) => void
  taken: (app: OktaApp, person: OktaUser) => void
  pushed: (group: OktaSeed['groups'][number], person: OktaUser) => void
}

const scimType = { 'content-type': 'application/scim+json' }
const patchOf = (...operations: object[]) => ({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations })

/**
 * Okta as a SCIM client (developer.okta.com/docs/api/openapi/okta-scim/guides/scim-20): looks for the user by `userName eq`, creates or
 * reactivates it, and on unassignment sets `active` to false; it never deletes. What the app refuses shows as `syncState` ERROR.
 */
export const provisioner = (world: World<State>): Provisioner => {
  let last: Promise<void> = Promise.resolve()
  // One after the other, as they were asked for.
  const later = (work: () => Promise<void>, failed: () => void = () => {}) => {
    last = last.then(work).catch(failed)
  }

  return {
    given: (app, person, assigned) => {
      const target = world.state.provisioning[app.id]
      if (target === undefined) return
      later(
        async () => {
          assigned.externalId = await bring(target, person)
          assigned.syncState = 'SYNCHRONIZED'
        },
        () => {
          assigned.syncState = 'ERROR'
        },
      )
    },
    taken: (app, person) => {
      const target = world.state.provisioning[app.id]
      if (target !== undefined)
        later(async () => {
          const id = await idOf(target, 'Users', `userName eq "${person.profile.login}"`)
          if (id !== null) await ask(target, 'PATCH', `/Users/${id}`, patchOf({ op: 'replace', value: { active: false } }))
        })
    },
    pushed: (group, person) => {
      for (const target of Object.values(world.state.provisioning)) {
        if (target.pushGroups?.includes(group.name) !== true) continue
        const joined = group.members.includes(person.id)
        later(async () => {
          const id = await idOf(target, 'Users', `userName eq "${person.profile.login}"`)
          const groupId = await idOf(target, 'Groups', `displayName eq "${group.name}"`)
          if (id === null || groupId === null) return
          const change = joined ? { op: 'add', path: 'members', value: [{ value: id }] } : { op: 'remove', path: `members[value eq "${id}"]` }
          await ask(target, 'PATCH', `/Groups/${groupId}`, patchOf(change))
        })
      }
    },
  }
}

const bring = async (target: Provisioning, { id: oktaId, profile }: OktaUser): Promise<string> => {
  const known = await idOf(target, 'Users', `userName eq "${profile.login}"`)
  if (known !== null) {
    await ask(target, 'PATCH', `/Users/${known}`, patchOf({ op: 'replace', value: { active: true } }))
    return known
  }
  const made = (await ask(target, 'POST', '/Users', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: profile.login,
    externalId: oktaId,
    name: { givenName: profile.firstName, familyName: profile.lastName },
    emails: [{ primary: true, value: profile.email, type: 'work' }],
    active: true,
  })) as { id: string }
  return made.id
}

const idOf = async (target: Provisioning, what: 'Users' | 'Groups', filter: string): Promise<string | null> => {
  const { Resources = [] } = (await ask(target, 'GET', `/${what}?${new URLSearchParams({ filter })}`)) as { Resources?: { id: string }[] }
  return Resources[0]?.id ?? null
}

const ask = async ({ url, token }: Provisioning, method: string, path: string, body?: object): Promise<unknown> => {
  const reply = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : scimType) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(5_000),
  })
  if (!reply.ok) throw new Error(`${method} ${path} was refused with ${reply.status}`)
  return reply.status === 204 ? null : await reply.json()
}
