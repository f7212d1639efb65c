import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  beginTotp,
  claimWorkspace,
  confirmTotp,
  createToken,
  listAudit,
  listConnections,
  listSessions,
  readMe,
  revokeSession,
  revokeToken,
  signIn,
  signOut,
} from '@rollcall/contract'
import { admin, type Client, signInAdmin, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

const oneSentence = 'E-mail, password or code is wrong. If codes are set up for you, enter the present one.'

describe('sign-in', () => {
  let workspace: Workspace
  let ada: Client
  const clock = { now: () => new Date(clock.at), at: Date.parse('2026-11-22T18:40:00Z') }
  beforeAll(async () => {
    workspace = await startWorkspace({ clock })
    ada = await signInAdmin(workspace)
  })
  afterAll(() => workspace.stop())

  const actions = async () => (await ada.call(listAudit, { query: { limit: 100 } })).items.map(entry => entry.action)

  it('gives the one-time link once', async () => {
    const token = new URL(workspace.claimUrl ?? '').searchParams.get('token') ?? ''
    const refusal = await workspace.guest.refusal(claimWorkspace, { body: { ...admin, email: 'eve@rollcall.test', token } })
    expect(refusal).toMatchObject({ status: 410, code: 'link_used' })
    expect((await actions()).filter(action => action === 'workspace.claimed')).toHaveLength(1)
  })

  it('says the same of an unknown e-mail and of a wrong password, and starts no session', async () => {
    const sessions = (await ada.call(listSessions)).items.length
    const unknown = await workspace.guest.refusal(signIn, { body: { email: 'nobody@rollcall.test', password: admin.password } })
    const wrong = await workspace.guest.refusal(signIn, { body: { email: admin.email, password: 'not the password' } })
    expect(unknown).toMatchObject({ status: 401, code: 'sign_in_failed', message: oneSentence })
    expect(wrong).toMatchObject({ status: 401, code: 'sign_in_failed', message: oneSentence })
    expect((await ada.call(listSessions)).items).toHaveLength(sessions)
  })

  it("refuses a guest, and a stranger's token, everything but signing in", async () => {
    expect(await workspace.guest.refusal(listConnections)).toMatchObject({ status: 401, code: 'not_signed_in' })
    expect(await workspace.clientWith({ authorization: 'Bearer rct_made-up' }).refusal(readMe)).toMatchObject({ status: 401, code: 'not_signed_in' })
  })

  it('ends a revoked session at once', async () => {
    const { session } = await workspace.guest.call(signIn, { body: { email: admin.email, password: admin.password } })
    const other = workspace.clientWith({ authorization: `Bearer ${session}` })
    const id = (await other.call(listSessions)).items.find(each => each.current)?.id ?? ''
    await ada.call(revokeSession, { params: { id } })
    expect(await other.refusal(readMe)).toMatchObject({ code: 'not_signed_in' })
    expect(await actions()).toContain('session.revoked')
  })

  it('calls what signed in by the words its owner would use', async () => {
    const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'
    const safari = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1'
    for (const [agent, words] of [
      [firefox, 'Firefox on Windows'],
      [safari, 'Safari on iOS'],
      ['rollcall-cli/1.0', 'rollcall-cli/1.0'],
      ['', 'unknown client'],
      ['x'.repeat(5_000), 'x'.repeat(100)],
    ] as const) {
      const { session } = await workspace.clientWith({ 'user-agent': agent }).call(signIn, { body: { email: admin.email, password: admin.password } })
      const { items } = await workspace.clientWith({ authorization: `Bearer ${session}` }).call(listSessions)
      expect(items.find(({ current }) => current)?.client).toBe(words)
    }
  })

  it('ends its own session by signing out', async () => {
    const { session } = await workspace.guest.call(signIn, { body: { email: admin.email, password: admin.password } })
    const other = workspace.clientWith({ authorization: `Bearer ${session}` })
    await other.call(signOut)
    expect(await other.refusal(readMe)).toMatchObject({ code: 'not_signed_in' })
  })

  it('takes a cookie only with our header and from our own origin', async () => {
    const cookie = `rollcall_session=${(ada.headers.authorization ?? '').slice('Bearer '.length)}`
    const token = { name: 'forged', scopes: ['calls:read' as const] }
    const reads = workspace.clientWith({ cookie })
    expect((await reads.call(readMe)).user.email).toBe(admin.email)
    expect(await reads.refusal(createToken, { body: token })).toMatchObject({ status: 403, code: 'csrf_refused' })
    const elsewhere = workspace.clientWith({ cookie, 'x-rollcall-csrf': '1', origin: 'https://evil.example' })
    expect(await elsewhere.refusal(createToken, { body: token })).toMatchObject({ status: 403, code: 'csrf_refused' })
    expect(await actions()).not.toContain('token.created')
  })

  it('makes tokens that can do what they were given, never approve, and stop when revoked', async () => {
    const token = await ada.call(createToken, { body: { name: 'reader', scopes: ['connections:read'] } })
    const script = workspace.clientWith({ authorization: `Bearer ${token.secret}` })
    expect((await script.call(listConnections)).items).toEqual([])
    expect(await script.refusal(listAudit)).toMatchObject({ status: 403, code: 'not_allowed' })
    expect(await ada.refusal(createToken, { body: { name: 'approver', scopes: ['plans:approve' as never] } })).toMatchObject({ code: 'bad_request' })
    await ada.call(revokeToken, { params: { id: token.id } })
    expect(await script.refusal(listConnections)).toMatchObject({ code: 'not_signed_in' })
  })

  it('asks for a code once it is set up, and takes each code once', async () => {
    const { secret } = await ada.call(beginTotp, { body: { password: admin.password } })
    const code = () => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.at })
    expect((await ada.call(readMe)).user.totp).toBe(false)
    await ada.call(confirmTotp, { body: { code: code() } })
    const { email, password } = admin
    expect(await workspace.guest.refusal(signIn, { body: { email, password } })).toMatchObject({ code: 'sign_in_failed', message: oneSentence })
    expect(await workspace.guest.refusal(signIn, { body: { email, password, code: code() } })).toMatchObject({ code: 'sign_in_failed' })
    clock.at += 30_000
    await workspace.guest.call(signIn, { body: { email, password, code: code() } })
    expect(await workspace.guest.refusal(signIn, { body: { email, password, code: code() } })).toMatchObject({ code: 'sign_in_failed' })
  })

  it('stops checking after ten failures, even with the right password, until the quarter of an hour is over', { timeout: 60_000 }, async () => {
    clock.at += 3_600_000
    const attempt = { email: 'grace@rollcall.test', password: 'wrong password' }
    for (let tried = 0; tried < 10; tried++) expect(await workspace.guest.refusal(signIn, { body: attempt })).toMatchObject({ code: 'sign_in_failed' })
    expect(await workspace.guest.refusal(signIn, { body: attempt })).toMatchObject({ status: 429, code: 'rate_limited' })
    clock.at += 16 * 60_000
    expect(await workspace.guest.refusal(signIn, { body: attempt })).toMatchObject({ code: 'sign_in_failed' })
  })
})
