import { useQuery } from '@tanstack/react-query'
import type { Delivery, Engagement } from '@rollcall/contract'
import { deliveriesQuery } from '../../data/engagements.ts'
import { OutIcon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Section } from '../../ui/section.tsx'
import { Time } from '../../ui/time.tsx'
import { DeliveryMark } from '../vocabulary/call-words.tsx'

/** Where the call has landed, and where it is stuck. */
export const DeliveriesSection = ({ engagement: { id } }: { engagement: Engagement }) => {
  const query = useQuery(deliveriesQuery(id))
  return (
    <Section title="Delivery">
      <Loaded query={query}>
        {({ items }) =>
          items.length ? (
            <ul className="grid gap-4">
              {items.map(delivery => (
                <DeliveryItem key={delivery.id} delivery={delivery} />
              ))}
            </ul>
          ) : (
            <p className="text-soft">Delivered nowhere yet. It goes to every connected CRM as soon as its account is known.</p>
          )
        }
      </Loaded>
    </Section>
  )
}

const DeliveryItem = ({ delivery }: { delivery: Delivery }) => (
  <li className="grid gap-1">
    <p className="flex items-center justify-between gap-4">
      <span className="font-strong">{delivery.connectionName}</span>
      <DeliveryMark state={delivery.state} />
    </p>
    <p className="text-soft">{delivery.detail}</p>
    <p className="flex flex-wrap gap-x-3 text-meta text-faint">
      {delivery.deliveredAt && <Time at={delivery.deliveredAt} />}
      {delivery.nextAttemptAt && (
        <span>
          Next attempt <Time at={delivery.nextAttemptAt} />, after {countOf(delivery.attempts, 'attempt')}
        </span>
      )}
      {delivery.remoteUrl && (
        <a href={delivery.remoteUrl} target="_blank" rel="noreferrer" className="inline-flex items-center gap-1 text-accent hover:underline">
          Open in {delivery.connectionName} <OutIcon className="size-3" />
        </a>
      )}
    </p>
  </li>
)
