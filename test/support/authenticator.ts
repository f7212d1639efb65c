import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { PasskeyCreation, PasskeyRequest } from '@rollcall/contract'
import { isoCBOR } from '@simplewebauthn/server/helpers'

/** What this authenticator and its browser are told to do differently from what they should. */
export interface Misbehaviour {
  readonly origin?: string
  readonly rpId?: string
  readonly userVerified?: boolean
  readonly counter?: number
  readonly userHandle?: string
  readonly type?: string
  readonly brokenSignature?: boolean
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest()
const clientData = (type: string, challenge: string, origin: string) => Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))

/**
 * A security key in software, with one key that it keeps: what a browser would send for it (WebAuthn Level 3, section 6). Counts how often
 * it has signed.
 */
export function newAuthenticator(origin: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const credentialId = randomBytes(32)
  const id = credentialId.toString('base64url')
  const state = { counter: 0, userHandle: '' }

  const authenticatorData = (rpId: string, { userVerified = true, counter = ++state.counter }: Misbehaviour, attested: Buffer = Buffer.alloc(0)) => {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    // Flags UP, UV and AT (section 6.1).
    const flags = 0x01 | (userVerified ? 0x04 : 0) | (attested.length > 0 ? 0x40 : 0)
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, attested])
  }

  return {
    id,
    create(options: PasskeyCreation, wrong: Misbehaviour = {}) {
      state.userHandle = options.user.id
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
      // COSE_Key of ES256 (RFC 9053, section 7.1.1).
      const key = isoCBOR.encode(
        new Map<number, number | Uint8Array<ArrayBuffer>>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, Uint8Array.from(Buffer.from(x, 'base64url'))],
          [-3, Uint8Array.from(Buffer.from(y, 'base64url'))],
        ]),
      )
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, credentialId.length]), credentialId, key])
      const authData = Uint8Array.from(authenticatorData(wrong.rpId ?? options.rp.id, wrong, attested))
      const attestation = new Map<string, string | Map<string, string> | Uint8Array<ArrayBuffer>>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ])
      return {
        id,
        rawId: id,
        type: 'public-key' as const,
        response: {
          clientDataJSON: clientData(wrong.type ?? 'webauthn.create', options.challenge, wrong.origin ?? origin).toString('base64url'),
          attestationObject: Buffer.from(isoCBOR.encode(attestation)).toString('base64url'),
        },
      }
    },
    get(options: PasskeyRequest, wrong: Misbehaviour = {}) {
      const data = authenticatorData(wrong.rpId ?? options.rpId, wrong)
      const client = clientData(wrong.type ?? 'webauthn.get', options.challenge, wrong.origin ?? origin)
      const signature = sign('sha256', Buffer.concat([data, sha256(wrong.brokenSignature ? 'something else' : client)]), privateKey)
      return {
        id,
        rawId: id,
        type: 'public-key' as const,
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: signature.toString('base64url'),
          userHandle: wrong.userHandle ?? state.userHandle,
        },
      }
    },
  }
}
