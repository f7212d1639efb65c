import type { IdentityProvider } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { useChangeProvider } from '../../data/identity-providers.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { formText } from '../../ui/form-text.ts'
import { Trouble } from '../../ui/states.tsx'
import { say } from '../../ui/toasts.tsx'
import { domainsIn } from './new-provider.ts'

/** Name and domains, another issuer or client, a new secret. */
export const ChangeOidcProvider = ({ provider, onClose }: { provider: IdentityProvider; onClose: () => void }) => {
  const change = useChangeProvider()
  const submit = (form: FormData) => {
    const text = (name: string) => formText(form, name).trim()
    const secret = text('clientSecret')
    change.mutate(
      {
        id: provider.id,
        name: text('name'),
        domains: domainsIn(text('domains')),
        oidc: { issuer: text('issuer'), clientId: text('clientId'), ...(secret && { clientSecret: secret }) },
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
          <Button look="primary" type="submit" form="change-oidc-provider" busy={change.isPending && 'Saving…'}>
            Save
          </Button>
        </>
      }
    >
      <form
        id="change-oidc-provider"
        className="grid gap-4"
        onSubmit={event => {
          event.preventDefault()
          submit(new FormData(event.currentTarget))
        }}
      >
        {change.error && <Trouble sentence={sentenceOf(change.error)} />}
        <TextField label="Name" name="name" defaultValue={provider.name} maxLength={120} required />
        <TextField label="E-mail domains" name="domains" defaultValue={provider.domains.join(', ')} optional />
        <TextField label="Issuer" name="issuer" type="url" defaultValue={provider.oidc?.issuer} required />
        <TextField label="Client ID" name="clientId" defaultValue={provider.oidc?.clientId} autoComplete="off" spellCheck={false} required />
        <TextField
          label="New client secret"
          name="clientSecret"
          type="password"
          autoComplete="off"
          hint="Takes the place of the present one. With another issuer it has to be entered again."
          optional
        />
      </form>
    </Dialog>
  )
}
