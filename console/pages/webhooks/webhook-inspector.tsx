import type { Webhook } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useDeleteWebhook, useTestWebhook, useUpdateWebhook } from '../../data/webhooks.ts'
import { Button } from '../../ui/button.tsx'
import { Inspector } from '../../ui/inspector.tsx'
import { count } from '../../ui/numbers.ts'
import { Fact, Facts, Section } from '../../ui/section.tsx'
import { Time } from '../../ui/time.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'
import { RemoveByName } from '../vocabulary/remove-by-name.tsx'
import { DeliveryDetails, DeliveryLog } from './delivery-log.tsx'
import { RenewSecret } from './renew-secret.tsx'
import { Replay } from './replay.tsx'
import { VerifySample } from './verify-sample.tsx'
import { ChangeWebhook } from './webhook-form.tsx'
import { attemptWords, HealthMark } from './webhook-words.tsx'

type Open = 'change' | 'renew' | 'replay' | 'delete' | null

interface WebhookInspectorProps {
  webhook: Webhook
  deliveryId: string | undefined
  onClose: () => void
}

/** One webhook: its health, its log, and what can be done with it; or one of its deliveries. */
export const WebhookInspector = ({ webhook, deliveryId, onClose }: WebhookInspectorProps) => {
  const [open, setOpen] = useState<Open>(null)
  const remove = useDeleteWebhook()
  const { id, name, url, types, detail, waiting, retrying, lastSuccessAt, lastFailureAt, oldSecretEndsAt, createdBy } = webhook
  const close = () => setOpen(null)
  return (
    <Inspector title={name} onClose={onClose} actions={<Actions webhook={webhook} onOpen={setOpen} />}>
      {deliveryId ? (
        <DeliveryDetails key={deliveryId} webhook={webhook} deliveryId={deliveryId} />
      ) : (
        <div className="grid gap-6">
          <div className="grid gap-2">
            <p>
              <HealthMark webhook={webhook} />
            </p>
            {detail && <p>{detail}</p>}
          </div>
          <Facts>
            <Fact term="Address">{url}</Fact>
            <Fact term="Events">{types === null ? 'Every event' : types.join(', ')}</Fact>
            <Fact term="Last success">{lastSuccessAt ? <Time at={lastSuccessAt} /> : 'None yet'}</Fact>
            {lastFailureAt && (
              <Fact term="Last failure">
                <Time at={lastFailureAt} />
              </Fact>
            )}
            <Fact term="Waiting">
              {count(waiting)}
              {retrying > 0 && `, ${count(retrying)} after a failure`}
            </Fact>
            {oldSecretEndsAt && (
              <Fact term="Old secret">
                signs until <Time at={oldSecretEndsAt} />
              </Fact>
            )}
            <Fact term="Added by">{createdBy}</Fact>
          </Facts>
          <DeliveryLog webhook={webhook} />
          <VerifySample />
          <Section title="Remove">
            <p className="mb-3 text-soft">Its log goes with it. Events stay in the feed for 30 days.</p>
            <Button onClick={() => setOpen('delete')}>Remove this webhook</Button>
          </Section>
        </div>
      )}
      {open === 'change' && <ChangeWebhook webhook={webhook} onClose={close} />}
      {open === 'renew' && <RenewSecret webhook={webhook} onClose={close} />}
      {open === 'replay' && <Replay webhook={webhook} onClose={close} />}
      {open === 'delete' && (
        <RemoveByName
          title={`Remove ${name}`}
          consequence="It is told of nothing any more, and what waits for it is dropped."
          name={name}
          action="Remove the webhook"
          id={id}
          removal={remove}
          said={`${name} is removed.`}
          onGone={onClose}
          onClose={close}
        />
      )}
    </Inspector>
  )
}

const Actions = ({ webhook: { id, name, state }, onOpen }: { webhook: Webhook; onOpen: (open: Open) => void }) => {
  const test = useTestWebhook()
  const update = useUpdateWebhook()
  const onError = (error: Error) => sayTrouble(sentenceOf(error))
  const isActive = state === 'active'
  return (
    <>
      <Button
        look="primary"
        busy={test.isPending && 'Sending…'}
        onClick={() =>
          test.mutate(id, {
            onSuccess: attempt => (attempt.problem === null ? say(`${name} answered ${attemptWords(attempt)}.`) : sayTrouble(attempt.problem)),
            onError,
          })
        }
      >
        Send a test
      </Button>
      <Button
        onClick={() =>
          update.mutate(
            { id, state: isActive ? 'paused' : 'active' },
            { onSuccess: () => say(isActive ? `${name} is paused; events wait for it.` : `${name} goes on.`), onError },
          )
        }
      >
        {isActive ? 'Pause' : 'Resume'}
      </Button>
      <Button onClick={() => onOpen('replay')}>Replay</Button>
      <Button onClick={() => onOpen('renew')}>Renew the secret</Button>
      <Button onClick={() => onOpen('change')}>Change</Button>
    </>
  )
}
