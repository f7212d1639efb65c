import { z } from 'zod'
import { Id, Instant } from '../scalars.ts'

/** A passkey of yours: a key that stays with a device or a password manager, which asks for your finger, face or PIN before it signs. */
export const Passkey = z.object({
  id: Id,
  name: z.string(),
  /** Whether the device keeps a copy elsewhere (WebAuthn Level 3, section 6.1.3, the BS flag). */
  synced: z.boolean(),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
})
export type Passkey = z.infer<typeof Passkey>

// The JSON forms of WebAuthn Level 3, sections 5.1.8 to 5.1.10: what goes to the browser and what comes back.

const Base64Url = z
  .string()
  .max(16_384)
  .regex(/^[\w-]+$/, 'It is not base64url.')
const Transports = z.array(z.string().max(40)).max(10)
const Descriptor = z.object({ id: Base64Url, type: z.literal('public-key'), transports: Transports })

export const PasskeyCreation = z.object({
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: Base64Url, name: z.string(), displayName: z.string() }),
  challenge: Base64Url,
  pubKeyCredParams: z.array(z.object({ alg: z.number().int(), type: z.literal('public-key') })),
  timeout: z.number().int(),
  excludeCredentials: z.array(Descriptor),
  authenticatorSelection: z.object({ residentKey: z.literal('required'), requireResidentKey: z.literal(true), userVerification: z.literal('required') }),
  attestation: z.literal('none'),
})
export type PasskeyCreation = z.infer<typeof PasskeyCreation>

export const PasskeyRequest = z.object({ challenge: Base64Url, rpId: z.string(), timeout: z.number().int(), userVerification: z.literal('required') })
export type PasskeyRequest = z.infer<typeof PasskeyRequest>

const credential = { id: Base64Url.max(1400), rawId: Base64Url.max(1400), type: z.literal('public-key') }

export const NewCredential = z.object({
  ...credential,
  response: z.object({ clientDataJSON: Base64Url, attestationObject: Base64Url, transports: Transports.default([]) }),
})
export type NewCredential = z.infer<typeof NewCredential>

export const Assertion = z.object({
  ...credential,
  response: z.object({ clientDataJSON: Base64Url, authenticatorData: Base64Url, signature: Base64Url, userHandle: Base64Url }),
})
export type Assertion = z.infer<typeof Assertion>
