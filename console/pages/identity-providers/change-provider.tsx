import type { IdentityProvider } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { type ProviderChange, useChangeProvider } from '../../data/identity-providers.ts'
import { SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { formText } from '../../ui/form-text.ts'
import { Trouble } from '../../ui/states.tsx'
import { say } from '../../ui/toasts.tsx'
import { domainsIn } from './domains-in.ts'

/** Name and domains; of SAML new metadata, of OpenID Connect another issuer or client, or a new secret. */
export const ChangeProvider = ({ provider, onClose }: { provider: IdentityProvider; onClose: () => void }) => {
  const change = useChangeProvider()
  const submit = (form: FormData) => {
    const text = (name: string) => formText(form, name).trim()
    const configuration = provider.saml ? { saml: samlOf(provider.saml, text) } : { oidc: oidcOf(text) }
    change.mutate(
      { id: provider.id, name: text('name'), domains: domainsIn(text('domains')), ...configuration },
      {
        onSuccess: () => {
          say(`${provider.name} is changed.`)
          onClose()
        },
      },
    )
  }
  return (
    <FormDialog title={`Change ${provider.name}`} onClose={onClose} submit="Save" busy={change.isPending && 'Saving…'} onSubmit={submit}>
      {change.error && <Trouble sentence={sentenceOf(change.error)} />}
      <TextField label="Name" name="name" defaultValue={provider.name} maxLength={120} required />
      <TextField label="E-mail domains" name="domains" defaultValue={provider.domains.join(', ')} optional />
      {provider.saml ? <SamlFields saml={provider.saml} /> : <OidcFields oidc={provider.oidc} />}
    </FormDialog>
  )
}

type Saml = NonNullable<IdentityProvider['saml']>

const SamlFields = ({ saml }: { saml: Saml }) => (
  <>
    <TextField label="Metadata address" name="url" type="url" defaultValue={saml.metadataUrl ?? ''} optional />
    <TextArea label="New metadata XML" name="xml" spellCheck={false} hint="Takes the place of what is known of the provider." optional />
    <SelectField label="Rollcall names itself" name="as" defaultValue={saml.spEntityId}>
      <option value="public_url">by its address</option>
      <option value="acs_url">by its address and /login/saml</option>
    </SelectField>
  </>
)

/** Only what is new of the metadata: an address that stays is not read again. */
function samlOf({ metadataUrl }: Saml, text: (name: string) => string): NonNullable<ProviderChange['saml']> {
  const [url, xml] = [text('url'), text('xml')]
  return {
    spEntityId: text('as') === 'acs_url' ? 'acs_url' : 'public_url',
    ...(url !== (metadataUrl ?? '') && { metadataUrl: url || null }),
    ...(xml && { metadataXml: xml }),
  }
}

const OidcFields = ({ oidc }: { oidc: IdentityProvider['oidc'] }) => (
  <>
    <TextField label="Issuer" name="issuer" type="url" defaultValue={oidc?.issuer} required />
    <TextField label="Client ID" name="clientId" defaultValue={oidc?.clientId} autoComplete="off" spellCheck={false} required />
    <TextField
      label="New client secret"
      name="clientSecret"
      type="password"
      autoComplete="off"
      hint="Takes the place of the present one. With another issuer it has to be entered again."
      optional
    />
  </>
)

function oidcOf(text: (name: string) => string): NonNullable<ProviderChange['oidc']> {
  const secret = text('clientSecret')
  return { issuer: text('issuer'), clientId: text('clientId'), ...(secret && { clientSecret: secret }) }
}
