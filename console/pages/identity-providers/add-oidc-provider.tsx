import { useQuery } from '@tanstack/react-query'
import type { IdentityProvider, OidcSetUp } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { connectionsQuery } from '../../data/connections.ts'
import { oidcSetUpQuery, useCreateProvider } from '../../data/identity-providers.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { formText } from '../../ui/form-text.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/section.tsx'
import { Lines, Trouble } from '../../ui/states.tsx'
import { Switch } from '../../ui/switch.tsx'
import { say } from '../../ui/toasts.tsx'
import { domainsIn } from './new-provider.ts'
import { type Protocol, ProtocolChoice } from './protocol-choice.tsx'
import { SetUpSteps } from './set-up-steps.tsx'

interface AddOidcProviderProps {
  onProtocol: (protocol: Protocol) => void
  onClose: () => void
  onMade: (provider: IdentityProvider) => void
}

const title = 'Add an identity provider'

/** First what is done at the provider, then what comes from there. */
export const AddOidcProvider = (props: AddOidcProviderProps) => {
  const query = useQuery(oidcSetUpQuery)
  if (query.data) return <NewOidcProvider setUp={query.data} {...props} />
  return (
    <Dialog title={title} wide onClose={props.onClose}>
      <Loaded query={query} shape={<Lines count={8} />}>
        {() => null}
      </Loaded>
    </Dialog>
  )
}

const NewOidcProvider = ({ setUp, onProtocol, onClose, onMade }: AddOidcProviderProps & { setUp: OidcSetUp }) => {
  const create = useCreateProvider()
  const [chosen, setChosen] = useState(setUp.guides[0])
  const [makesUsers, setMakesUsers] = useState(true)
  if (chosen === undefined) return null
  const isSalesforce = chosen.guide === 'salesforce'
  const submit = (form: FormData) => {
    const text = (name: string) => formText(form, name).trim()
    const secret = text('clientSecret')
    create.mutate(
      {
        protocol: 'oidc',
        guide: chosen.guide,
        name: text('name') || chosen.name,
        domains: domainsIn(text('domains')),
        enabled: true,
        makesUsers,
        oidc: {
          issuer: text('issuer'),
          clientId: text('clientId'),
          clientSecret: secret || null,
          ...(isSalesforce && { organisationOf: text('organisationOf') }),
        },
      },
      {
        onSuccess: provider => {
          say(`${provider.name} is added. Try it before you tell anybody.`)
          onMade(provider)
        },
      },
    )
  }
  return (
    <Dialog
      title={title}
      wide
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="new-oidc-provider" busy={create.isPending && 'Adding…'}>
            Add the provider
          </Button>
        </>
      }
    >
      <form
        id="new-oidc-provider"
        className="grid gap-6"
        onSubmit={event => {
          event.preventDefault()
          if (!create.isPending) submit(new FormData(event.currentTarget))
        }}
      >
        <ProtocolChoice value="oidc" onChange={onProtocol} />
        <SelectField label="Which provider" value={chosen.guide} onChange={event => setChosen(setUp.guides.find(({ guide }) => guide === event.target.value))}>
          {setUp.guides.map(({ guide, name }) => (
            <option key={guide} value={guide}>
              {name}
            </option>
          ))}
        </SelectField>
        <Section title={`1. At ${chosen.guide === 'other' ? 'the provider' : chosen.name}`}>
          <SetUpSteps guide={chosen} />
        </Section>
        <Section title="2. Here">
          <div className="grid gap-4">
            {create.error && <Trouble sentence={sentenceOf(create.error)} />}
            <TextField label="Issuer" name="issuer" type="url" hint={`It looks like ${chosen.issuer}.`} required />
            <TextField label="Client ID" name="clientId" autoComplete="off" spellCheck={false} maxLength={512} required />
            <TextField
              label="Client secret"
              name="clientSecret"
              type="password"
              autoComplete="off"
              hint="Sealed before it is stored, and never shown again. Without one, PKCE alone proves who asks."
              optional
            />
            {isSalesforce && <ConnectedOrg />}
            <TextField
              label="Name"
              name="name"
              hint="What people read on the button."
              placeholder={chosen.guide === 'other' ? '' : chosen.name}
              maxLength={120}
            />
            <TextField
              label="E-mail domains"
              name="domains"
              optional
              hint="Who has such an e-mail signs in here, such as acme.com, acme.de. Without any, whoever no other provider answers for."
            />
            <Switch
              label="Make a user of whoever signs in for the first time"
              hint="Leave it off when all people are provisioned by SCIM."
              on={makesUsers}
              onChange={setMakesUsers}
            />
          </div>
        </Section>
      </form>
    </Dialog>
  )
}

/** Which org is admitted: that of a connection which is there. */
const ConnectedOrg = () => {
  const { data } = useQuery(connectionsQuery)
  const found = data?.items.filter(({ connector }) => connector === 'salesforce') ?? []
  return (
    <SelectField
      label="Admit the org of"
      name="organisationOf"
      required
      hint={data && found.length === 0 ? 'Connect Salesforce first, under Connections.' : undefined}
    >
      {found.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}
