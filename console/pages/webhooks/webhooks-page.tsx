import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Webhook } from '@rollcall/contract'
import { useCallback, useState } from 'react'
import { webhooksQuery } from '../../data/webhooks.ts'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { count, countOf } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { Table, TableShape, type Column } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { SettingsNav } from '../settings/settings-nav.tsx'
import { AddWebhook } from './webhook-form.tsx'
import { WebhookInspector } from './webhook-inspector.tsx'
import { HealthMark } from './webhook-words.tsx'

const route = getRouteApi('/shell/settings/webhooks')

const columns: Column<Webhook>[] = [
  {
    id: 'name',
    head: 'Webhook',
    className: 'w-full',
    cell: webhook => (
      <div className="grid min-w-0 gap-0.5">
        <Link from="/settings/webhooks" search={{ webhook: webhook.id }} resetScroll={false} data-row-link className="row-link font-strong">
          {webhook.name}
        </Link>
        <span className="text-meta break-words text-faint">{new URL(webhook.url).host}</span>
        <span className="sm:hidden">
          <HealthMark webhook={webhook} />
        </span>
      </div>
    ),
  },
  { id: 'health', head: 'Health', from: 'sm', cell: webhook => <HealthMark webhook={webhook} /> },
  {
    id: 'events',
    head: 'Events',
    from: 'lg',
    className: 'whitespace-nowrap',
    cell: ({ types }) => (types === null ? 'Every event' : countOf(types.length, 'type')),
  },
  {
    id: 'success',
    head: 'Last success',
    from: 'md',
    className: 'whitespace-nowrap',
    cell: ({ lastSuccessAt }) => (lastSuccessAt ? <Time at={lastSuccessAt} /> : <span className="text-faint">None yet</span>),
  },
  { id: 'waiting', head: 'Waiting', from: 'md', className: 'tabular-nums', cell: ({ waiting }) => count(waiting) },
  { id: 'retrying', head: 'Failing', from: 'lg', className: 'tabular-nums', cell: ({ retrying }) => count(retrying) },
]

/** Who is told of what happens, and how that goes. */
export const WebhooksPage = () => {
  const { webhook: openedId, delivery } = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(webhooksQuery)
  const [adding, setAdding] = useState(false)
  const items = query.data?.items ?? []
  const opened = items.find(({ id }) => id === openedId)
  const close = useCallback(() => void navigate({ search: {}, replace: true, resetScroll: false }), [navigate])
  return (
    <Page
      title="Webhooks"
      lead="Addresses that are told when something happens to users, groups, roles, tokens, plans or findings."
      above={<SettingsNav />}
      actions={
        <Button look="primary" onClick={() => setAdding(true)}>
          Add a webhook
        </Button>
      }
      inspector={opened && <WebhookInspector key={opened.id} webhook={opened} deliveryId={delivery} onClose={close} />}
    >
      <Loaded query={query} shape={<TableShape rows={3} />}>
        {() =>
          items.length ? (
            <Table caption="Webhooks" columns={columns} rows={items} keyOf={({ id }) => id} isCurrent={({ id }) => id === openedId} />
          ) : (
            <Empty title="No webhooks yet.">
              <p>
                Add an address, tick what it is told of, and Rollcall posts each event there: signed, in order for each user, and tried again for three days.
                What happened can also be read with a token at <span className="font-mono text-meta">/api/v1/events</span>.
              </p>
            </Empty>
          )
        }
      </Loaded>
      {adding && <AddWebhook onClose={() => setAdding(false)} />}
    </Page>
  )
}
