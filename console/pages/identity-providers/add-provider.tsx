import type { IdentityProvider, SamlSetUp } from '@rollcall/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { samlSetUpQuery, useCreateProvider } from '../../data/identity-providers.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/section.tsx'
import { Lines, Trouble } from '../../ui/states.tsx'
import { Switch } from '../../ui/switch.tsx'
import { say } from '../../ui/toasts.tsx'
import { domainsIn, samlOf, type Source, sourceOf } from './new-provider.ts'
import { type Protocol, ProtocolChoice } from './protocol-choice.tsx'
import { SetUpSteps } from './set-up-steps.tsx'

interface AddProviderProps {
  onProtocol: (protocol: Protocol) => void
  onClose: () => void
  onMade: (provider: IdentityProvider) => void
}

const title = 'Add an identity provider'

/** First what is done at the provider, then what comes from there. */
export const AddProvider = (props: AddProviderProps) => {
  const query = useQuery(samlSetUpQuery)
  if (query.data) return <NewProvider setUp={query.data} {...props} />
  return (
    <Dialog title={title} wide onClose={props.onClose}>
      <Loaded query={query} shape={<Lines count={8} />}>
        {() => null}
      </Loaded>
    </Dialog>
  )
}

const NewProvider = ({ setUp, onProtocol, onClose, onMade }: AddProviderProps & { setUp: SamlSetUp }) => {
  const create = useCreateProvider()
  const [chosen, setChosen] = useState(setUp.guides[0])
  const [name, setName] = useState('')
  const [domains, setDomains] = useState('')
  const [makesUsers, setMakesUsers] = useState(true)
  const [source, setSource] = useState<Source>(() => sourceOf(setUp.guides[0]?.guide))
  const [given, setGiven] = useState({ url: '', xml: '', entityId: '', signInUrl: '', certificate: '' })
  const field = (key: keyof typeof given) => ({
    value: given[key],
    onChange: (event: { target: { value: string } }) => setGiven({ ...given, [key]: event.target.value }),
  })
  const saml = samlOf(source, given)
  const shownName = name.trim() || (chosen?.guide === 'other' ? '' : (chosen?.name ?? ''))
  const ready = chosen !== undefined && shownName !== '' && saml !== null
  return (
    <Dialog
      title={title}
      wide
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="new-provider" disabled={!ready} busy={create.isPending && 'Adding…'}>
            Add the provider
          </Button>
        </>
      }
    >
      <form
        id="new-provider"
        className="grid grid-cols-1 gap-6"
        onSubmit={event => {
          event.preventDefault()
          if (!ready) return
          create.mutate(
            { protocol: 'saml', guide: chosen.guide, name: shownName, domains: domainsIn(domains), enabled: true, makesUsers, saml },
            {
              onSuccess: provider => {
                say(`${provider.name} is added. Try it before you tell anybody.`)
                onMade(provider)
              },
            },
          )
        }}
      >
        <ProtocolChoice value="saml" onChange={onProtocol} />
        <SelectField
          label="Which provider"
          value={chosen?.guide}
          onChange={event => {
            const guide = setUp.guides.find(each => each.guide === event.target.value)
            setChosen(guide)
            setSource(sourceOf(guide?.guide))
          }}
        >
          {setUp.guides.map(({ guide, name: words }) => (
            <option key={guide} value={guide}>
              {words}
            </option>
          ))}
        </SelectField>
        {chosen && (
          <Section title={`1. At ${chosen.guide === 'other' ? 'the provider' : chosen.name}`}>
            <SetUpSteps guide={chosen} />
          </Section>
        )}
        <Section title="2. Here">
          <div className="grid grid-cols-1 gap-4">
            {create.error && <Trouble sentence={sentenceOf(create.error)} />}
            <p className="text-soft">Give {chosen?.metadata}.</p>
            <div>
              <Choice
                label="What you have of it"
                options={[
                  ['url', 'Address'],
                  ['xml', 'XML'],
                  ['fields', 'Single fields'],
                ]}
                value={source}
                onChange={setSource}
              />
            </div>
            {source === 'url' && (
              <TextField
                label="Metadata address"
                type="url"
                hint="Read again twice an hour, so that a new certificate is known before it is used."
                {...field('url')}
              />
            )}
            {source === 'xml' && <TextArea label="Metadata XML" spellCheck={false} className="font-mono" {...field('xml')} />}
            {source === 'fields' && (
              <>
                <TextField label="Entity ID of the provider" {...field('entityId')} />
                <TextField label="Sign-in address" type="url" hint="Login URL, SSO URL, SAML customer URL." {...field('signInUrl')} />
                <TextArea label="Certificate" hint="PEM or base64." spellCheck={false} {...field('certificate')} />
              </>
            )}
            <TextField
              label="Name"
              hint="What people read on the button."
              placeholder={shownName}
              maxLength={120}
              value={name}
              onChange={event => setName(event.target.value)}
            />
            <TextField
              label="E-mail domains"
              optional
              hint="Who has such an e-mail signs in here, such as acme.com, acme.de. Without any, whoever no other provider answers for."
              value={domains}
              onChange={event => setDomains(event.target.value)}
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
