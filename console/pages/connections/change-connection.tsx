import type { Connection, ConnectorCard } from '@rollcall/contract'
import { useUpdateConnection } from '../../data/connections.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { say } from '../../ui/toasts.tsx'
import { ConnectionForm, type WrittenConnection } from './connection-form.tsx'

interface ChangeConnectionProps {
  connection: Connection
  card: ConnectorCard
  onClose: () => void
}

/** A new name, address or credentials. New credentials are proved before the old ones are let go. */
export const ChangeConnection = ({ connection, card, onClose }: ChangeConnectionProps) => {
  const update = useUpdateConnection()
  const submit = ({ name, baseUrl, auth, credentials }: WrittenConnection) =>
    update.mutate(
      { id: connection.id, name, baseUrl, ...(Object.keys(credentials).length > 0 && { auth, credentials }) },
      {
        onSuccess: after => {
          say(`${after.name} is saved.`)
          onClose()
        },
      },
    )
  return (
    <Dialog
      title={`Change ${connection.name}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="change-connection" busy={update.isPending && 'Proving the permissions…'}>
            Save
          </Button>
        </>
      }
    >
      <ConnectionForm id="change-connection" card={card} connection={connection} refusal={update.error} onSubmit={submit} />
    </Dialog>
  )
}
