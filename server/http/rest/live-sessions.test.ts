import { startGoogleWorkspace } from '@rollcall/simulators'
import {
  approvePlan,
  compareNow,
  createConnection,
  draftPlan,
  type FindingKind,
  listFindings,
  readConnection,
  readPlan,
  syncConnection,
} from '@rollcall/contract'
import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { orgUser, startAcmeOrg } from '../../../test/support/acme-org.ts'
import { connectOrg, type Salesforce } from '../../../test/support/salesforce.ts'
import { eventually } from '../../../test/support/workspace.ts'
import { type Acme, left, oktaUser, startAcme } from '../../modules/lifecycle/testing/acme.ts'

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const directory = 'https://www.googleapis.com/auth/admin.directory'
const scopes = ['user.readonly', 'group.readonly', 'user', 'user.security'].map(what => `${directory}.${what}`)

describe('sessions and passwords that vendors tell of', () => {
  let acme: Acme
  let salesforce: Salesforce
  let google: Awaited<ReturnType<typeof startGoogleWorkspace>>
  const ids = { salesforce: '', google: '' }

  beforeAll(async () => {
    acme = await startAcme({
      okta: [oktaUser('ana', left), oktaUser('bo'), oktaUser('cy')],
      relay: [],
      apps: [{ id: '0oa-sf', name: 'salesforce', label: 'Salesforce', assigned: [{ userId: '00u-bo', scope: 'USER' }] }],
    })
    salesforce = await startAcmeOrg({
      users: [
        orgUser(2, 'ana', { active: false, sessions: 2, tokens: ['Data Loader'], ssoOnly: true }),
        orgUser(3, 'bo', { sessions: 4, ssoOnly: false }),
        orgUser(4, 'cy', { tokens: ['Data Loader'], ssoOnly: true }),
      ],
      sso: true,
    })
    const person = { familyName: 'Test', archived: false, lastLoginTime: '2026-11-01T08:00:00.000Z', orgUnitPath: '/' }
    google = await startGoogleWorkspace({
      seed: {
        users: [
          { ...person, id: '101', primaryEmail: 'ana@acme.test', givenName: 'ana', suspended: true, suspensionReason: 'ADMIN' },
          { ...person, id: '102', primaryEmail: 'bo@acme.test', givenName: 'bo', suspended: false },
        ],
        groups: [],
        tokens: { 101: ['dialer.apps'], 102: ['dialer.apps'] },
      },
      serviceAccounts: { 'rollcall@acme.iam.test': { publicKey, scopes } },
      admins: { 'admin@acme.test': ['users', 'groups'] },
    })
    ids.salesforce = await connectOrg(acme.ada, salesforce)
    const key = { clientId: 'rollcall@acme.iam.test', privateKey, username: 'admin@acme.test', changes: scopes.slice(2).join(' ') }
    const body = { connector: 'google-workspace', name: 'Google', baseUrl: google.url, auth: 'oauth_jwt_bearer', credentials: key }
    ids.google = (await acme.ada.call(createConnection, { body })).id
    await readBy(ids.google, '')
    await acme.ada.call(compareNow)
  })
  afterAll(async () => {
    await acme.stop()
    await salesforce.close()
    await google.close()
  })

  /** Every list of a connection, read after `before`. */
  const readBy = async (id: string, before: string) =>
    eventually(
      () => acme.ada.call(readConnection, { params: { id } }),
      ({ lastReads, reading }) => reading === null && lastReads.length > 0 && lastReads.every(({ endedAt }) => endedAt > before),
    )
  const readAgain = async (id: string) => {
    const before = new Date().toISOString()
    await acme.ada.call(syncConnection, { params: { id } })
    await readBy(id, before)
    await acme.ada.call(compareNow)
  }
  const found = async (kind: FindingKind) =>
    (await acme.ada.call(listFindings, { query: { kind } })).items
      .filter(({ state }) => state !== 'resolved')
      .toSorted((a, b) => a.connectionName.localeCompare(b.connectionName))

  it('opens for who left, in the app and at the identity source, and for nobody else', async () => {
    const findings = await found('session_after_deactivation')
    expect(findings.map(({ personName, connectionName, sentence, repair, blocked }) => [personName, connectionName, sentence, repair, blocked])).toEqual([
      ['ana Test', 'Google', expect.stringContaining('a session or token is alive'), 'end_sessions', null],
      ['ana Test', 'Salesforce', expect.stringContaining('3 sessions and tokens are alive'), 'end_sessions', null],
    ])
    expect(findings[0]?.accountId).toBeNull()
  })

  it('is closed by a plan that ends the sessions and revokes the tokens, seen in the next read', async () => {
    const open = await found('session_after_deactivation')
    const { id, hash, steps } = await acme.ada.call(draftPlan, { body: { findingIds: open.map(each => each.id) } })
    expect(steps.map(({ reason, connectionName }) => reason.includes(`no access to ${connectionName} any more`))).toEqual([true, true])
    expect(steps.map(({ action, connectionName, route }) => `${action} ${connectionName} ${route}`).toSorted()).toEqual([
      'end_sessions Google api',
      'end_sessions Salesforce api',
    ])
    await acme.ada.call(approvePlan, { params: { id }, body: { hash } })
    await eventually(
      () => acme.ada.call(readPlan, { params: { id } }),
      ({ state }) => state === 'done',
    )
    await readAgain(ids.salesforce)
    await readAgain(ids.google)
    expect(await found('session_after_deactivation')).toEqual([])
    // Nobody else was signed out.
    expect([salesforce.state.org.AuthSession.length, salesforce.state.org.OauthToken.length, google.state.tokens]).toEqual([
      4,
      1,
      { 101: [], 102: ['dialer.apps'] },
    ])
    expect(google.state.users.find(({ id: user }) => user === '101')?.suspended).toBe(true)
  })

  it('finds who can sign in past single sign-on, until they cannot', async () => {
    expect((await found('local_password')).map(({ personName, connectionName }) => [personName, connectionName])).toEqual([['bo Test', 'Salesforce']])
    for (const assignment of salesforce.state.org.PermissionSetAssignment) assignment['PermissionSet.PermissionsIsSsoEnabled'] = true
    await readAgain(ids.salesforce)
    expect(await found('local_password')).toEqual([])
  })
})
