import type { IdentityProvider } from '@rollcall/contract'
import { useQuery } from '@tanstack/react-query'
import { oidcSetUpQuery, samlSetUpQuery } from '../../data/identity-providers.ts'
import { Copyable } from '../../ui/copyable.tsx'
import { Fact, Facts, Section } from '../../ui/section.tsx'

/** What the provider has to know of Rollcall, to be compared with what it was given. */
export const GivenValues = ({ provider: { saml } }: { provider: IdentityProvider }) => (
  <Section title="What it has to know of Rollcall">{saml === null ? <OidcValues /> : <SamlValues byAddress={saml.spEntityId === 'acs_url'} />}</Section>
)

const SamlValues = ({ byAddress }: { byAddress: boolean }) => {
  const { data } = useQuery(samlSetUpQuery)
  if (data === undefined) return null
  return (
    <Values
      of={[
        ['Audience', byAddress ? data.acsUrl : data.entityId],
        ['ACS address', data.acsUrl],
        ['Sign-out', data.logoutUrl],
        ['Metadata', data.metadataUrl],
        ['Certificate', data.certificate],
      ]}
    />
  )
}

const OidcValues = () => {
  const { data } = useQuery(oidcSetUpQuery)
  if (data === undefined) return null
  return (
    <Values
      of={[
        ['Redirect', data.callbackUrl],
        ['After sign-out', data.signedOutUrl],
        ['Back channel', data.backChannelLogoutUrl],
      ]}
    />
  )
}

const Values = ({ of }: { of: readonly (readonly [label: string, value: string])[] }) => (
  <Facts>
    {of.map(([label, value]) => (
      <Fact key={label} term={label}>
        <Copyable value={value} label={label} />
      </Fact>
    ))}
  </Facts>
)
