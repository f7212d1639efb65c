import type { IdentityProvider } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { type ProviderChange, useChangeProvider, useDeleteProvider } from '../../data/identity-providers.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Hash } from '../../ui/copyable.tsx'
import { Inspector } from '../../ui/inspector.tsx'
import { Fact, Facts, Section } from '../../ui/section.tsx'
import { Trouble } from '../../ui/states.tsx'
import { Switch } from '../../ui/switch.tsx'
import { Time } from '../../ui/time.tsx'
import { RemoveByName } from '../vocabulary/remove-by-name.tsx'
import { Arrivals } from './arrivals.tsx'
import { ChangeProvider } from './change-provider.tsx'
import { GivenValues } from './given-values.tsx'
import { domainWords, needsAttention, ProviderMark } from './provider-words.tsx'

interface ProviderInspectorProps {
  provider: IdentityProvider
  arrivalId: string | undefined
  onClose: () => void
}

/** One provider: how it stands, what it sent, and what it may do. */
export const ProviderInspector = ({ provider, arrivalId, onClose }: ProviderInspectorProps) => {
  const [open, setOpen] = useState<'change' | 'delete' | null>(null)
  const remove = useDeleteProvider()
  const { id, name, protocol, saml, oidc, lastSignInAt } = provider
  const attention = needsAttention(provider)
  return (
    <Inspector
      title={name}
      onClose={onClose}
      actions={
        <>
          <a href={`/login/${protocol}/start?provider=${id}&test=1`} className={buttonClass('primary')}>
            Try it
          </a>
          <Button onClick={() => setOpen('change')}>Change</Button>
        </>
      }
    >
      <div className="grid gap-6">
        <div className="grid gap-2">
          <p>
            <ProviderMark provider={provider} />
          </p>
          {attention && <p>{attention}</p>}
        </div>
        <Facts>
          <Fact term="Answers for">{domainWords(provider)}</Fact>
          <Fact term="Last sign-in">{lastSignInAt ? <Time at={lastSignInAt} /> : 'Never'}</Fact>
          {saml && (
            <>
              <Fact term="Entity ID">{saml.entityId}</Fact>
              <Fact term="Sign-in">{saml.signInUrl}</Fact>
              <Fact term="Sign-out">{saml.logoutUrl ?? 'Ends here only'}</Fact>
              {saml.metadataUrl && (
                <Fact term="Metadata">
                  {saml.metadataUrl}
                  {saml.metadataReadAt && (
                    <span className="block text-faint">
                      read <Time at={saml.metadataReadAt} />
                    </span>
                  )}
                </Fact>
              )}
            </>
          )}
          {oidc && (
            <>
              <Fact term="Issuer">{oidc.issuer}</Fact>
              <Fact term="Client ID">{oidc.clientId}</Fact>
              <Fact term="Client secret">{oidc.hasSecret ? 'Sealed' : 'None: PKCE alone'}</Fact>
              {oidc.organisation && <Fact term="Admits">the people of {oidc.organisation.name}</Fact>}
            </>
          )}
        </Facts>
        <Arrivals provider={provider} openedId={arrivalId} />
        <Allowed provider={provider} />
        <GivenValues provider={provider} />
        {saml && (
          <Section title="Certificates">
            <ul className="grid gap-3">
              {saml.certificates.map(({ fingerprint, subject, notAfter }) => (
                <li key={fingerprint}>
                  {subject}
                  <span className="flex flex-wrap gap-x-3 text-meta text-faint">
                    <span>
                      until <Time at={notAfter} />
                    </span>
                    <Hash value={fingerprint} label="the fingerprint" />
                  </span>
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Section title="Remove">
          <p className="mb-3 text-soft">Whoever signed in through it is signed out. The users stay.</p>
          <Button onClick={() => setOpen('delete')}>Remove this provider</Button>
        </Section>
      </div>
      {open === 'change' && <ChangeProvider provider={provider} onClose={() => setOpen(null)} />}
      {open === 'delete' && (
        <RemoveByName
          title={`Remove ${name}`}
          consequence="Its people can no longer sign in through it, and their present sessions end."
          name={name}
          action="Remove the provider"
          id={id}
          removal={remove}
          said={`${name} is removed.`}
          onGone={onClose}
          onClose={() => setOpen(null)}
        />
      )}
    </Inspector>
  )
}

const Allowed = ({ provider }: { provider: IdentityProvider }) => {
  const change = useChangeProvider()
  const set = (body: ProviderChange) => change.mutate({ id: provider.id, ...body })
  return (
    <Section title="What it may do">
      <div className="grid gap-4">
        {change.error && <Trouble sentence={sentenceOf(change.error)} />}
        <Switch label="Offered on the sign-in page" on={provider.enabled} onChange={enabled => set({ enabled })} />
        <Switch
          label="Makes users"
          hint="Whoever signs in for the first time becomes a user."
          on={provider.makesUsers}
          onChange={makesUsers => set({ makesUsers })}
        />
        {provider.saml && (
          <Switch
            label="May begin a sign-in"
            hint="From the tiles of its portal. Safer without."
            on={provider.saml.idpInitiated}
            onChange={idpInitiated => set({ saml: { idpInitiated } })}
          />
        )}
        <Switch
          label="Enforced"
          hint="Its people can no longer use a password; break-glass admins can."
          on={provider.enforced}
          onChange={enforced => set({ enforced })}
        />
      </div>
    </Section>
  )
}
