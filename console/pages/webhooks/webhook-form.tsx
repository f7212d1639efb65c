import type { EventType, Webhook } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useCreateWebhook, useUpdateWebhook } from '../../data/webhooks.ts'
import { TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { say } from '../../ui/toasts.tsx'
import { SecretShown } from '../vocabulary/secret-shown.tsx'
import { EventBoxes } from './event-boxes.tsx'

interface Wanted {
  name: string
  url: string
  types: EventType[] | null
}

interface WebhookFormProps {
  title: string
  action: string
  first: Wanted
  error: Error | null
  busy: boolean
  onSubmit: (wanted: Wanted) => void
  onClose: () => void
}

const WebhookForm = ({ title, action, first, error, busy, onSubmit, onClose }: WebhookFormProps) => {
  const [wanted, setWanted] = useState(first)
  const ready = wanted.name.trim() !== '' && wanted.url.trim() !== '' && wanted.types?.length !== 0
  return (
    <FormDialog
      title={title}
      onClose={onClose}
      submit={action}
      busy={busy && 'Saving…'}
      ready={ready}
      onSubmit={() => onSubmit({ ...wanted, name: wanted.name.trim(), url: wanted.url.trim() })}
    >
      <TextField
        label="Name"
        value={wanted.name}
        maxLength={120}
        hint="Who listens there."
        onChange={event => setWanted({ ...wanted, name: event.target.value })}
      />
      <TextField
        label="Address"
        type="url"
        value={wanted.url}
        maxLength={2000}
        placeholder="https://hooks.acme.com/rollcall"
        error={error ? sentenceOf(error) : undefined}
        hint="Takes a POST and answers with a 2xx status within 15 seconds."
        onChange={event => setWanted({ ...wanted, url: event.target.value })}
      />
      <EventBoxes chosen={wanted.types} onChange={types => setWanted({ ...wanted, types })} />
    </FormDialog>
  )
}

/** Adds an address, and shows its secret once. */
export const AddWebhook = ({ onClose }: { onClose: () => void }) => {
  const create = useCreateWebhook()
  if (create.data)
    return (
      <SecretShown title={`“${create.data.name}” is added`} secret={create.data.secret} onClose={onClose}>
        <p className="text-soft">The receiver proves with it that a request came from here. Open the webhook for a code sample, and send a test.</p>
      </SecretShown>
    )
  return (
    <WebhookForm
      title="Add a webhook"
      action="Add the webhook"
      first={{ name: '', url: '', types: null }}
      error={create.error}
      busy={create.isPending}
      onSubmit={wanted => create.mutate(wanted)}
      onClose={onClose}
    />
  )
}

export const ChangeWebhook = ({ webhook: { id, name, url, types }, onClose }: { webhook: Webhook; onClose: () => void }) => {
  const update = useUpdateWebhook()
  return (
    <WebhookForm
      title={`Change ${name}`}
      action="Save"
      first={{ name, url, types }}
      error={update.error}
      busy={update.isPending}
      onSubmit={wanted =>
        update.mutate(
          { id, ...wanted },
          {
            onSuccess: () => {
              say(`${wanted.name} is changed.`)
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    />
  )
}
