/** Who a passkey is for, and where it may be used. */
export interface RelyingParty {
  /** A domain, never an address (WebAuthn Level 3, section 5.1.3). */
  readonly id: string
  readonly name: string
  readonly origin: string
}

// ES256, RS256 and EdDSA: what authenticators have, and what Node has without an experiment.
export const algorithms = [-7, -257, -8]

/** Passkeys belong to the address people use, never to what a request calls us. */
export const relyingPartyOf = (publicUrl: string): RelyingParty => {
  const { hostname, origin } = new URL(publicUrl)
  return { id: hostname, name: 'Rollcall', origin }
}
