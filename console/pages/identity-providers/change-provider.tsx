import type { IdentityProvider } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { useChangeProvider } from '../../data/identity-providers.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { formText } from '../../ui/form-text.ts'
import { Trouble } from '../../ui/states.tsx'
import { say } from '../../ui/toasts.tsx'
import { domainsIn } from './new-provider.ts'

/** Name and domains, new metadata or a new certificate beside the present ones. */
export const ChangeProvider = ({ provider, onClose }: { provider: IdentityProvider; onClose: () => void }) => {
  const change = useChangeProvider()
  const submit = (form: FormData) => {
    const [url, xml] = [formText(form, 'url').trim(), formText(form, 'xml').trim()]
    change.mutate(
      {
        id: provider.id,
        name: formText(form, 'name').trim(),
        domains: domainsIn(formText(form, 'domains')),
        saml: {
          spEntityId: formText(form, 'as') === 'acs_url' ? 'acs_url' : 'public_url',
          ...(url !== (provider.saml?.metadataUrl ?? '') && { metadataUrl: url || null }),
          ...(xml && { metadataXml: xml }),
        },
      },
      {
        onSuccess: () => {
          say(`${provider.name} is changed.`)
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      title={`Change ${provider.name}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="change-provider" busy={change.isPending && 'Saving…'}>
            Save
          </Button>
        </>
      }
    >
      <form
        id="change-provider"
        className="grid gap-4"
        onSubmit={event => {
          event.preventDefault()
          submit(new FormData(event.currentTarget))
        }}
      >
        {change.error && <Trouble sentence={sentenceOf(change.error)} />}
        <TextField label="Name" name="name" defaultValue={provider.name} maxLength={120} required />
        <TextField label="E-mail domains" name="domains" defaultValue={provider.domains.join(', ')} optional />
        <TextField label="Metadata address" name="url" type="url" defaultValue={provider.saml?.metadataUrl ?? ''} optional />
        <TextArea label="New metadata XML" name="xml" spellCheck={false} hint="Takes the place of what is known of the provider." optional />
        <SelectField label="Rollcall names itself" name="as" defaultValue={provider.saml?.spEntityId}>
          <option value="public_url">by its address</option>
          <option value="acs_url">by its address and /login/saml</option>
        </SelectField>
      </form>
    </Dialog>
  )
}
