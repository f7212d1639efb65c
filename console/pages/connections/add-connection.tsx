import { useNavigate } from '@tanstack/react-router'
import type { ConnectorCard } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { useAuthorizeConnection, useCreateConnection } from '../../data/connections.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'
import { ConnectionForm, type WrittenConnection } from './connection-form.tsx'

/** Connects a vendor; the server proves the credentials before it keeps them, or sends the admin to the vendor's consent page. */
export const AddConnection = ({ card, onClose }: { card: ConnectorCard; onClose: () => void }) => {
  const navigate = useNavigate()
  const create = useCreateConnection()
  const authorize = useAuthorizeConnection()
  const submit = (written: WrittenConnection) =>
    create.mutate(
      { connector: card.id, ...written },
      {
        onSuccess: ({ id, name }) => {
          void navigate({ to: '/connections', search: { connection: id }, replace: true })
          if (written.auth === 'oauth_code') authorize.mutate(id, { onError: error => sayTrouble(sentenceOf(error)) })
          else say(card.file ? `${name} is connected. Upload its first file.` : `${name} is connected.`)
        },
      },
    )
  return (
    <Dialog
      title={`Connect ${card.name}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="add-connection" busy={create.isPending && 'Proving the permissions…'}>
            Connect
          </Button>
        </>
      }
    >
      <ConnectionForm id="add-connection" card={card} refusal={create.error} onSubmit={submit} />
    </Dialog>
  )
}
