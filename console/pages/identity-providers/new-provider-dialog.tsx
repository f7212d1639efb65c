import type { IdentityProvider, OidcSetUp, OidcWritten, ProviderGuide, SamlSetUp, SamlWritten } from '@rollcall/contract'
import type { UseQueryResult } from '@tanstack/react-query'
import { type ComponentType, useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useCreateProvider } from '../../data/identity-providers.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { formText } from '../../ui/form-text.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/section.tsx'
import { Lines, Trouble } from '../../ui/states.tsx'
import { Switch } from '../../ui/switch.tsx'
import { say } from '../../ui/toasts.tsx'
import { domainsIn } from './domains-in.ts'
import { type Protocol, ProtocolChoice } from './protocol-choice.tsx'
import { SetUpSteps } from './set-up-steps.tsx'

type Configuration = { protocol: 'saml'; saml: SamlWritten } | { protocol: 'oidc'; oidc: OidcWritten }
type Guide = (SamlSetUp | OidcSetUp)['guides'][number]

/** What the page hands to whichever protocol is being added. */
export interface AddProviderProps {
  onProtocol: (protocol: Protocol) => void
  onClose: () => void
  onMade: (provider: IdentityProvider) => void
}

interface NewProviderProps<G extends Guide> extends AddProviderProps {
  protocol: Protocol
  setUp: UseQueryResult<{ guides: G[] }>
  /** What the protocol asks for, with this provider. */
  Fields: ComponentType<{ guide: G }>
  /** What is sent of it; `text` answers what was written in a field. */
  read: (text: (name: string) => string, guide: ProviderGuide) => Configuration
}

/** Adds a provider of either protocol: first what is done at the provider, then what comes from there. */
export const NewProviderDialog = <G extends Guide>({ setUp, onClose, ...rest }: NewProviderProps<G>) =>
  setUp.data ? (
    <NewProviderForm guides={setUp.data.guides} onClose={onClose} {...rest} />
  ) : (
    <Dialog title="Add an identity provider" wide onClose={onClose}>
      <Loaded query={setUp} shape={<Lines count={8} />}>
        {() => null}
      </Loaded>
    </Dialog>
  )

type FormProps<G extends Guide> = Omit<NewProviderProps<G>, 'setUp'> & { guides: readonly G[] }

const NewProviderForm = <G extends Guide>({ protocol, guides, Fields, read, onProtocol, onClose, onMade }: FormProps<G>) => {
  const create = useCreateProvider()
  const [chosen, setChosen] = useState(guides[0])
  const [makesUsers, setMakesUsers] = useState(true)
  if (chosen === undefined) return null
  const { guide, name } = chosen
  const known = guide !== 'other'
  const submit = (form: FormData) => {
    const text = (field: string) => formText(form, field).trim()
    create.mutate(
      { guide, name: text('name') || name, domains: domainsIn(text('domains')), enabled: true, makesUsers, ...read(text, guide) },
      {
        onSuccess: provider => {
          say(`${provider.name} is added. Try it before you tell anybody.`)
          onMade(provider)
        },
      },
    )
  }
  return (
    <FormDialog title="Add an identity provider" wide onClose={onClose} submit="Add the provider" busy={create.isPending && 'Adding…'} onSubmit={submit}>
      <ProtocolChoice value={protocol} onChange={onProtocol} />
      <SelectField label="Which provider" value={guide} onChange={event => setChosen(guides.find(each => each.guide === event.target.value))}>
        {guides.map(each => (
          <option key={each.guide} value={each.guide}>
            {each.name}
          </option>
        ))}
      </SelectField>
      <Section title={`1. At ${known ? name : 'the provider'}`}>
        <SetUpSteps guide={chosen} />
      </Section>
      <Section title="2. Here">
        <div className="grid grid-cols-1 gap-4" onChange={create.reset}>
          {create.error && <Trouble sentence={sentenceOf(create.error)} />}
          <Fields key={guide} guide={chosen} />
          <TextField label="Name" name="name" hint="What people read on the button." placeholder={known ? name : ''} maxLength={120} required={!known} />
          <TextField
            label="E-mail domains"
            name="domains"
            optional
            hint="Who has such an e-mail signs in here, such as acme.com, acme.de. Without any, whoever no other provider answers for."
          />
          <Switch
            label="Make a user of whoever signs in for the first time"
            hint="Turn it off when all people are provisioned by SCIM."
            on={makesUsers}
            onChange={setMakesUsers}
          />
        </div>
      </Section>
    </FormDialog>
  )
}
