import type { IdentityProvider, SignInArrival } from '@rollcall/contract'
import { StateMark, type Shape, type Tone } from '../../ui/state-mark.tsx'

const soonMilliseconds = 30 * 86_400_000

/** The certificate that counts longest: a provider that rolls over has several. */
export const lastCertificate = ({ saml }: IdentityProvider) => saml?.certificates.toSorted((a, b) => b.notAfter.localeCompare(a.notAfter))[0]

/** A certificate ends soon and none follows it, or its metadata cannot be read. */
export const needsAttention = (provider: IdentityProvider): string | null => {
  const { saml } = provider
  if (saml === null) return null
  if (saml.metadataProblem !== null) return saml.metadataProblem
  const last = lastCertificate(provider)
  if (last !== undefined && Date.parse(last.notAfter) - Date.now() < soonMilliseconds)
    return 'The certificate of the provider ends within a month, and no other one is known. Ask the provider for its next one.'
  return null
}

const stateOf = (provider: IdentityProvider): readonly [Shape, Tone, string] => {
  if (!provider.enabled) return ['pause', 'soft', 'Switched off']
  if (needsAttention(provider) !== null) return ['diamond', 'warm', 'Needs attention']
  if (provider.lastSignInAt === null) return ['ring', 'soft', 'Nobody signed in yet']
  return provider.enforced ? ['check', 'ink', 'Enforced'] : ['dot', 'ink', 'Working']
}

export const ProviderMark = ({ provider }: { provider: IdentityProvider }) => {
  const [shape, tone, words] = stateOf(provider)
  return <StateMark {...{ shape, tone }}>{words}</StateMark>
}

const outcomes: Record<SignInArrival['outcome'], readonly [Shape, Tone, string]> = {
  signed_in: ['dot', 'ink', 'Signed in'],
  refused: ['cross', 'warm', 'Refused'],
  tested: ['half', 'soft', 'Tested'],
  waiting: ['arc', 'soft', 'Coming back'],
}

export const ArrivalMark = ({ arrival }: { arrival: SignInArrival }) => {
  const [shape, tone, words] = outcomes[arrival.outcome]
  return <StateMark {...{ shape, tone }}>{words}</StateMark>
}

export const domainWords = ({ domains }: IdentityProvider): string => (domains.length ? domains.join(', ') : 'Whoever no other provider answers for')
