import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judgeAssertion } from '@rollcall/server/modules/sign-in/saml/judge-assertion.ts'
import { parseXml } from '@rollcall/server/modules/sign-in/saml/parse-xml.ts'
import { readMetadata } from '@rollcall/server/modules/sign-in/saml/read-metadata.ts'
import { readCertificate, type SamlConfiguration } from '@rollcall/server/modules/sign-in/saml/saml-provider.ts'
import { verifyResponse } from '@rollcall/server/modules/sign-in/saml/verify-response.ts'
import { makeKeyPair } from '@rollcall/server/modules/sign-in/saml/make-key-pair.ts'
import { startWorkspace, type Workspace } from '../support/workspace.ts'
import { assertionXml, encoded, responseXml, type Saying, sign } from './test-idp.ts'

// What vendors send is not ours to copy; it lies beside the repository where it may be used.
const folder = join(import.meta.dirname, '../../../shared/specs/saml')
const read = (path: string): string => readFileSync(join(folder, path), 'utf8')

describe.skipIf(!existsSync(folder))('what vendors really send', () => {
  let workspace: Workspace
  beforeAll(async () => {
    workspace = await startWorkspace()
  })
  afterAll(() => workspace.stop())

  const configured = (certificate: string): SamlConfiguration => ({
    entityId: 'from the sample',
    signInUrl: 'https://idp.test/sso',
    signInBinding: 'redirect',
    logoutUrl: null,
    spEntityId: 'public_url',
    metadataUrl: null,
    metadataReadAt: null,
    metadataProblem: null,
    metadataAskedAt: null,
    certificates: [readCertificate(certificate)],
    idpInitiated: false,
  })
  const verify = (xml: string, certificate: string) => verifyResponse(workspace.ctx, configured(certificate), encoded(xml), parseXml(xml))

  it('Okta: a response that is signed twice', async () => {
    const { assertion } = await verify(read('okta/gosaml2-okta_response.xml'), read('okta/gosaml2-okta_cert.pem'))
    const judged = judgeAssertion(assertion, {
      issuer: 'http://www.okta.com/exk659aytfMeNI49v0h7',
      audiences: ['"123"'],
      recipient: 'http://localhost:8080/v1/_saml_callback',
      inResponseTo: '_15f66d2d-628b-4d9b-a99e-089d8da862e1',
      now: new Date('2016-07-25T23:20:20Z'),
    })
    expect(judged.assertion).toMatchObject({ subject: 'russellhaering', email: null })
  })

  it('Okta: an encrypted assertion, whose key is not ours', async () => {
    const xml = Buffer.from(read('okta/gosaml2-oktaenc_response.b64'), 'base64').toString('utf8')
    await expect(verify(xml, read('okta/gosaml2-oktaenc_idp_signing_cert.pem'))).rejects.toThrow('The assertion cannot be decrypted')
  })

  it('ADFS: a signed assertion', async () => {
    const xml = Buffer.from(read('adfs/gosaml2-adfs_response.b64'), 'base64').toString('utf8')
    const { assertion } = await verify(xml, read('adfs/gosaml2-adfs_idp_signing_cert.pem'))
    const judged = judgeAssertion(assertion, {
      issuer: 'http://fs.spstest2.com/adfs/services/trust',
      audiences: [/Audience>([^<]+)</.exec(xml)?.[1] ?? ''],
      recipient: 'https://saml.test.nope/session/sso/saml/acs/dknhyszjl7',
      inResponseTo: '_5988bf45-1cc8-4228-b3e8-1aa8590e63d3',
      now: new Date('2017-09-21T23:27:10Z'),
    })
    expect(judged.assertion.subject).not.toBe('')
    expect(() =>
      judgeAssertion(assertion, { issuer: judged.id, audiences: [], recipient: '', inResponseTo: null, now: new Date('2017-09-21T23:27:10Z') }),
    ).toThrow('The assertion comes from')
  })

  it('Entra: the documented response is known by the object id, and taken once somebody signs it', async () => {
    const key = await makeKeyPair('entra', new Date('2013-03-18T00:00:00Z'))
    const sample = read('entra/docs-sample-response.unsigned.xml')
    await expect(verify(sample, key.certificate)).rejects.toThrow('No certificate of the provider signed this response')
    const { assertion } = await verify(sign(sample, '_bf9c623d-cc20-407a-9a59-c2d0aee84d12', key), key.certificate)
    const judged = judgeAssertion(assertion, {
      issuer: 'https://sts.windows.net/82869000-6ad1-48f0-8171-272ed18796e9/',
      audiences: ['https://www.contoso.com'],
      recipient: 'https://contoso.com/identity/inboundsso.aspx',
      inResponseTo: 'id758d0ef385634593a77bdf7e632984b6',
      now: new Date('2013-03-18T07:38:20Z'),
    })
    expect(judged.assertion).toMatchObject({ subject: '3F2504E0-4F89-11D3-9A0C-0305E82C3301', session: { index: '_bf9c623d-cc20-407a-9a59-c2d0aee84d12' } })
  })

  it('metadata of Okta, Entra and JumpCloud', async () => {
    const { certificate } = await makeKeyPair('idp', new Date())
    const base64 = readCertificate(certificate)
    const okta = readMetadata(read('okta/okta-app-metadata.example.xml').replaceAll('{yourOktaDomain}', 'acme.okta.com'))
    expect(okta).toMatchObject({
      entityId: 'exk39sivhuytV2D8H0h7',
      signInBinding: 'redirect',
      logoutUrl: null,
      certificates: [expect.stringMatching(/^MIIDqDCC/)],
    })
    const entra = readMetadata(read('entra/metadata.shape.xml').replace('PLACEHOLDER', base64))
    expect(entra).toMatchObject({
      signInUrl: 'https://login.microsoftonline.com/2f82f566-5953-43f4-9251-79c6009bdf24/saml2',
      logoutUrl: 'https://login.microsoftonline.com/2f82f566-5953-43f4-9251-79c6009bdf24/saml2',
    })
    const jumpcloud = readMetadata(read('jumpcloud/JumpCloud-saml2-metadata.xml').replace('TODO', base64))
    expect(jumpcloud).toMatchObject({ entityId: 'urn:auth-portal', signInBinding: 'post', signInUrl: 'https://sso.jumpcloud.com/saml2/auth-portal-saml' })
    for (const [path, sentence] of [
      ['entra/metadata.shape.xml', 'A certificate cannot be read'],
      ['jumpcloud/JumpCloud-saml2-metadata.xml', 'A certificate cannot be read'],
      ['entra/docs-sample-error-response.xml', 'it describes no identity provider'],
    ] as const)
      expect(() => readMetadata(read(path))).toThrow(sentence)
  })

  it('a sample of ours is judged alike, so that the vendors are no exception', async () => {
    const key = await makeKeyPair('own', new Date('2026-01-01T00:00:00Z'))
    const said: Saying = {
      issuer: 'own',
      audience: 'us',
      recipient: 'here',
      inResponseTo: null,
      nameId: 'ana@acme.test',
      format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
      attributes: {},
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notOnOrAfter: new Date('2026-01-01T00:05:00Z'),
      assertionId: '_a',
      responseId: '_r',
      sessionIndex: '_s',
      status: 'Success',
    }
    const { assertion } = await verify(responseXml(said, sign(assertionXml(said), '_a', key)), key.certificate)
    expect(judgeAssertion(assertion, { issuer: 'own', audiences: ['us'], recipient: 'here', inResponseTo: null, now: said.notBefore }).assertion.subject).toBe(
      'ana@acme.test',
    )
  })
})
