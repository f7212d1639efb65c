import { useAddPasskey } from '../../data/passkeys.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { formText } from '../../ui/form-text.ts'
import { Trouble } from '../../ui/states.tsx'
import { say } from '../../ui/toasts.tsx'
import { passkeyTrouble } from '../vocabulary/passkey-words.ts'

/** Asks for the password, then lets the browser make the key. */
export const NewPasskey = ({ onClose }: { onClose: () => void }) => {
  const add = useAddPasskey()
  const submit = (form: FormData) =>
    add.mutate(
      { name: formText(form, 'name').trim(), password: formText(form, 'password') },
      {
        onSuccess: ({ name }) => {
          say(`“${name}” is added. It signs you in from now on.`)
          onClose()
        },
      },
    )
  return (
    <Dialog title="Add a passkey" onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={event => {
          event.preventDefault()
          if (!add.isPending) submit(new FormData(event.currentTarget))
        }}
      >
        {add.error && <Trouble sentence={passkeyTrouble(add.error)} />}
        <TextField label="Name" name="name" hint="What you know the device by: Laptop, Key in the safe." maxLength={60} required />
        <TextField label="Your password" name="password" type="password" autoComplete="current-password" required />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={add.isPending && 'Waiting for your device…'}>
            Continue
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
