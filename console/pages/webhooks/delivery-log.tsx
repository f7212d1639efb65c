import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Webhook, WebhookDelivery } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { useReplayWebhook, webhookDeliveriesQuery, webhookDeliveryQuery } from '../../data/webhooks.ts'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Fact, Facts, Section } from '../../ui/section.tsx'
import { Lines } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'
import { attemptWords, DeliveryMark } from './webhook-words.tsx'

/** What was sent and what waits, newest first. */
export const DeliveryLog = ({ webhook: { id } }: { webhook: Webhook }) => {
  const query = useQuery(webhookDeliveriesQuery(id))
  return (
    <Section title="Deliveries">
      <Loaded query={query} shape={<Lines count={5} />}>
        {({ items }) =>
          items.length ? (
            <ol className="grid">
              {items.map(delivery => (
                <DeliveryLine key={delivery.id} webhookId={id} delivery={delivery} />
              ))}
            </ol>
          ) : (
            <p className="text-soft">Nothing has happened that it is told of. Send a test to see that it answers.</p>
          )
        }
      </Loaded>
    </Section>
  )
}

const DeliveryLine = ({ webhookId, delivery }: { webhookId: string; delivery: WebhookDelivery }) => (
  <li className="relative grid gap-0.5 border-b border-line py-2 last:border-0 hover:bg-hover">
    <span className="flex items-baseline justify-between gap-3">
      <Link
        from="/settings/webhooks"
        search={{ webhook: webhookId, delivery: String(delivery.id) }}
        resetScroll={false}
        className="row-link min-w-0 truncate font-mono text-meta"
      >
        {delivery.type}
      </Link>
      <Time at={delivery.endedAt ?? delivery.queuedAt} className="text-meta whitespace-nowrap text-faint" />
    </span>
    <span className="flex flex-wrap items-baseline justify-between gap-x-3 text-meta">
      <span className="min-w-0 truncate text-soft">{delivery.subjectName ?? delivery.subjectId}</span>
      <DeliveryMark delivery={delivery} />
    </span>
  </li>
)

/** One delivery: what was sent, what was answered, when it is tried next. */
export const DeliveryDetails = ({ webhook, deliveryId }: { webhook: Webhook; deliveryId: string }) => {
  const query = useQuery(webhookDeliveryQuery(webhook.id, deliveryId))
  const replay = useReplayWebhook()
  return (
    <div className="grid gap-6">
      <p>
        <Link from="/settings/webhooks" search={{ webhook: webhook.id }} resetScroll={false} className="text-soft underline hover:text-ink">
          All deliveries
        </Link>
      </p>
      <Loaded query={query} shape={<Lines count={8} />}>
        {delivery => (
          <>
            <div className="flex items-center justify-between gap-4">
              <DeliveryMark delivery={delivery} />
              <Button
                busy={replay.isPending && 'Queueing…'}
                onClick={() =>
                  replay.mutate(
                    { id: webhook.id, eventIds: [delivery.eventId] },
                    {
                      onSuccess: ({ hurried }) => say(hurried > 0 ? 'It is tried now.' : 'It is sent again, under the same id.'),
                      onError: error => sayTrouble(sentenceOf(error)),
                    },
                  )
                }
              >
                {delivery.state === 'waiting' ? 'Try now' : 'Send again'}
              </Button>
            </div>
            <Facts>
              <Fact term="Event">
                <span className="font-mono text-meta">{delivery.type}</span>
              </Fact>
              <Fact term="Id">
                <Copyable value={delivery.eventId} label="the id" />
              </Fact>
              <Fact term="About">{delivery.subjectName ?? delivery.subjectId}</Fact>
              <Fact term="Queued">
                <Time at={delivery.queuedAt} />
                {delivery.replay && ', as a replay'}
              </Fact>
              {delivery.nextAttemptAt && (
                <Fact term="Next try">
                  <Time at={delivery.nextAttemptAt} />
                </Fact>
              )}
            </Facts>
            <Section title={`Attempts (${delivery.attempts})`}>
              {delivery.log.length ? (
                <ol className="grid gap-3">
                  {delivery.log.map(attempt => (
                    <li key={attempt.at} className="grid gap-1">
                      <span className="flex items-baseline justify-between gap-3 tabular-nums">
                        {attemptWords(attempt)}
                        <Time at={attempt.at} className="text-meta whitespace-nowrap text-faint" />
                      </span>
                      {attempt.status !== null && attempt.problem && <span className="text-warm">{attempt.problem}</span>}
                      {attempt.answer && (
                        <pre className="max-h-40 overflow-auto rounded-base bg-rail p-2 text-meta break-all whitespace-pre-wrap">{attempt.answer}</pre>
                      )}
                    </li>
                  ))}
                </ol>
              ) : (
                <p className="text-soft">It has not been sent yet.</p>
              )}
            </Section>
            <Section title="Body">
              <pre className="rounded-base bg-rail p-3 text-meta break-all whitespace-pre-wrap">{JSON.stringify(JSON.parse(delivery.body), null, 2)}</pre>
            </Section>
          </>
        )}
      </Loaded>
    </div>
  )
}
