import type { Passkey } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { useRenamePasskey } from '../../data/passkeys.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { formText } from '../../ui/form-text.ts'

export const RenamePasskey = ({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) => {
  const rename = useRenamePasskey()
  return (
    <Dialog title={`Rename “${passkey.name}”`} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={event => {
          event.preventDefault()
          rename.mutate({ id: passkey.id, name: formText(new FormData(event.currentTarget), 'name').trim() }, { onSuccess: onClose })
        }}
      >
        <TextField label="Name" name="name" defaultValue={passkey.name} maxLength={60} required error={rename.error ? sentenceOf(rename.error) : undefined} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={rename.isPending && 'One moment…'}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
