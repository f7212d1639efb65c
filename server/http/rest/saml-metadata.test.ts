import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createIdentityProvider, listAudit, readIdentityProvider } from '@rollcall/contract'
import { type MetadataHost, metadataXml as metadata, startMetadataHost } from '../../../test/saml/metadata-host.ts'
import { type Client, signInAdmin, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'
import { refreshMetadata } from '../../modules/sign-in/index.ts'
import { makeKeyPair } from '../../modules/sign-in/saml/make-key-pair.ts'
import { readCertificate } from '../../modules/sign-in/saml/saml-provider.ts'

describe('SAML metadata', () => {
  let workspace: Workspace
  let ada: Client
  let host: MetadataHost
  let [old, next] = ['', '']
  beforeAll(async () => {
    workspace = await startWorkspace()
    ada = await signInAdmin(workspace)
    ;[old, next] = [(await makeKeyPair('old', new Date())).certificate, (await makeKeyPair('next', new Date())).certificate]
    host = await startMetadataHost()
  })
  afterAll(async () => {
    await workspace.stop()
    host.close()
  })

  const body = (name: string, saml: object) => ({
    protocol: 'saml' as const,
    name,
    guide: 'other' as const,
    domains: [],
    enabled: true,
    makesUsers: false,
    saml,
  })

  it('sets a provider up by its address, and follows its certificates while they roll over', async () => {
    host.answer = { status: 200, body: metadata('https://idp.test', [old]) }
    const made = await ada.call(createIdentityProvider, { body: body('rolling', { metadataUrl: host.address }) })
    expect(made.saml).toMatchObject({ entityId: 'https://idp.test', signInUrl: 'https://idp.test/sso', metadataUrl: host.address, metadataProblem: null })
    const names = async () => (await ada.call(readIdentityProvider, { params: { id: made.id } })).saml?.certificates.map(each => each.subject)
    for (const [certificates, expected] of [
      [
        [old, next],
        ['CN=old', 'CN=next'],
      ],
      [[next], ['CN=next']],
    ] as const) {
      host.answer = { status: 200, body: metadata('https://idp.test', certificates) }
      await refreshMetadata(workspace.ctx)
      expect(await names()).toEqual(expected)
    }
    expect((await ada.call(listAudit, { query: { action: 'identity_provider.certificates_changed' } })).total).toBe(2)

    for (const [wrong, reason] of [
      [{ status: 500, body: '' }, 'answered 500'],
      [{ status: 200, body: '<html>maintenance</html>' }, 'describes no identity provider'],
      [{ status: 200, body: metadata('https://evil.test', [old]) }, 'is that of https://evil.test now'],
      [{ status: 200, body: metadata('https://idp.test', []) }, 'no certificate'],
    ] as const) {
      host.answer = wrong
      await refreshMetadata(workspace.ctx)
      expect((await ada.call(readIdentityProvider, { params: { id: made.id } })).saml?.metadataProblem).toContain(reason)
      expect(await names()).toEqual(['CN=next'])
    }
    expect((await ada.call(listAudit, { query: { action: 'identity_provider.certificates_changed' } })).total).toBe(2)
  })

  it('is taken as XML or as single fields (CG-320 to CG-325)', async () => {
    const more = '<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.test/slo"/>'
    const made = await ada.call(createIdentityProvider, { body: body('xml', { metadataXml: `<!-- copied -->${metadata('by-xml', [old, next], more)}` }) })
    expect(made.saml).toMatchObject({ entityId: 'by-xml', logoutUrl: 'https://idp.test/slo', metadataUrl: null })
    expect(made.saml?.certificates).toHaveLength(2)
    const fields = { entityId: 'by-fields', signInUrl: 'https://idp.test/sso', certificates: [readCertificate(old)] }
    expect((await ada.call(createIdentityProvider, { body: body('fields', fields) })).saml).toMatchObject({ entityId: 'by-fields' })
  })

  it('is refused with a sentence when it cannot be used', async () => {
    host.answer = { status: 200, body: metadata('https://idp.test', [old]) }
    for (const [saml, code] of [
      [{ metadataXml: 'none' }, 'vendor_malformed'],
      [{ metadataXml: '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>' }, 'vendor_malformed'],
      [{ metadataXml: metadata('x', [old]).replace('https://idp.test/sso', 'javascript:alert(1)') }, 'vendor_malformed'],
      [{ metadataUrl: 'http://169.254.169.254/latest/meta-data' }, 'address_refused'],
      [{ metadataUrl: 'http://127.0.0.1:1/metadata' }, 'vendor_unreachable'],
      [{ metadataUrl: 'file:///etc/passwd' }, 'bad_request'],
    ] as const)
      expect({ saml, ...(await ada.refusal(createIdentityProvider, { body: body('refused', saml) })) }).toMatchObject({ saml, code })
  })

  it('is not fetched from a private address unless the operator allows it, not by way of a redirect either', async () => {
    const closed = await startWorkspace({ environment: { ROLLCALL_ALLOW_PRIVATE: 'false' } })
    const admin = await signInAdmin(closed)
    const refusal = await admin.refusal(createIdentityProvider, { body: body('private', { metadataUrl: host.address }) })
    expect(refusal.code).toBe('address_refused')
    await closed.stop()
    host.answer = { status: 302, body: '', location: 'http://169.254.169.254/' }
    const open = await startWorkspace()
    const refused = await (await signInAdmin(open)).refusal(createIdentityProvider, { body: body('redirect', { metadataUrl: host.address }) })
    expect(refused.code).toBe('address_refused')
    await open.stop()
  })
})
