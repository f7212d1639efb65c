import { useQuery } from '@tanstack/react-query'
import type { IdentityProvider } from '@rollcall/contract'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { identityProvidersQuery } from '../../data/identity-providers.ts'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { TableShape } from '../../ui/table.tsx'
import { SettingsNav } from '../settings/settings-nav.tsx'
import { AddOidcProvider } from './add-oidc-provider.tsx'
import { AddSamlProvider } from './add-saml-provider.tsx'
import { BreakGlass } from './break-glass.tsx'
import type { Protocol } from './protocol-choice.tsx'
import { ProviderInspector } from './provider-inspector.tsx'
import { ProviderTable } from './provider-table.tsx'

const route = getRouteApi('/shell/settings/identity-providers')

/** Where people may sign in from. */
export const IdentityProvidersPage = () => {
  const { provider: openedId, add, arrival } = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(identityProvidersQuery)
  const opened = query.data?.items.find(({ id }) => id === openedId)
  const close = useCallback(() => void navigate({ search: {}, replace: true, resetScroll: false }), [navigate])
  const begin = () => void navigate({ search: { add: 'provider' }, resetScroll: false })
  const adding = {
    onProtocol: (protocol: Protocol) => void navigate({ search: { add: protocol === 'oidc' ? 'oidc' : 'provider' }, replace: true, resetScroll: false }),
    onClose: close,
    onMade: ({ id }: IdentityProvider) => void navigate({ search: { provider: id }, replace: true, resetScroll: false }),
  }
  return (
    <Page
      title="Identity providers"
      lead="Where people sign in from, by the domain of their e-mail."
      above={<SettingsNav />}
      actions={
        <Button look="primary" onClick={begin}>
          Add a provider
        </Button>
      }
      inspector={opened && <ProviderInspector key={opened.id} provider={opened} arrivalId={arrival} onClose={close} />}
    >
      <Loaded query={query} shape={<TableShape rows={3} />}>
        {({ items }) => (
          <div className="grid grid-cols-1 gap-8">
            {items.length ? <ProviderTable providers={items} openedId={openedId} /> : <NoProvider onAdd={begin} />}
            <BreakGlass />
          </div>
        )}
      </Loaded>
      {add !== undefined && add !== 'oidc' && <AddSamlProvider {...adding} />}
      {add === 'oidc' && <AddOidcProvider {...adding} />}
    </Page>
  )
}

const NoProvider = ({ onAdd }: { onAdd: () => void }) => (
  <Empty title="No identity provider yet." action={<Button onClick={onAdd}>Add the first one</Button>}>
    <p>People sign in with a password of Rollcall until then. With a provider they use the account they have, and lose access here when they lose it there.</p>
    <p>
      Okta, Microsoft Entra ID, JumpCloud, Google Workspace, OneLogin and Keycloak are set up step by step; any other one that speaks SAML 2.0 or OpenID Connect
      works, too.
    </p>
  </Empty>
)
