import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { connectionsQuery, connectorsQuery } from '../../data/connections.ts'
import { useMay } from '../../data/me.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { countOf } from '../../ui/numbers.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { Lines, Trouble } from '../../ui/states.tsx'
import { TableShape } from '../../ui/table.tsx'
import { AddConnection } from './add-connection.tsx'
import { Catalogue } from './catalogue.tsx'
import { ConnectionInspector } from './connection-inspector.tsx'
import { ConnectionTable } from './connection-table.tsx'

const route = getRouteApi('/shell/connections')

/** What is connected and how it stands, and below it what could be. */
export const ConnectionsPage = () => {
  const { connection: openedId, add, problem } = route.useSearch()
  const navigate = route.useNavigate()
  const mayWrite = useMay('connections:write')
  const connections = useQuery(connectionsQuery)
  const connectors = useQuery(connectorsQuery)
  const items = connections.data?.items ?? []
  const attention = items.filter(({ state }) => state === 'needs_attention').length
  const opened = items.find(({ id }) => id === openedId)
  const adding = connectors.data?.items.find(({ id }) => id === add)
  const close = useCallback(() => void navigate({ search: {}, replace: true, resetScroll: false }), [navigate])
  return (
    <Page
      title="Connections"
      lead={
        connections.data &&
        `${countOf(items.length, 'connection')}${attention ? `, ${countOf(attention, 'needs attention', 'need attention')}` : items.length ? ', all in order' : ''}.`
      }
      actions={
        mayWrite && (
          <a href="#catalogue" className={buttonClass('primary')}>
            Add a connection
          </a>
        )
      }
      inspector={
        opened && (
          <ConnectionInspector key={opened.id} connection={opened} card={connectors.data?.items.find(({ id }) => id === opened.connector)} onClose={close} />
        )
      }
    >
      {problem && (
        <div className="mb-6">
          <Trouble sentence={problem} />
        </div>
      )}
      <Loaded query={connections} shape={<TableShape rows={4} />}>
        {() => (items.length ? <ConnectionTable connections={items} openedId={openedId} /> : <NothingConnected />)}
      </Loaded>
      <section id="catalogue" aria-label="Catalogue" className="scroll-mt-4 pt-10">
        <Loaded query={connectors} shape={<Lines count={6} />}>
          {({ items: cards }) => <Catalogue cards={cards} mayAdd={mayWrite} />}
        </Loaded>
      </section>
      {adding && mayWrite && <AddConnection key={adding.id} card={adding} onClose={close} />}
    </Page>
  )
}

const NothingConnected = () => (
  <p className="max-w-prose border-t border-line pt-4 text-soft">
    Nothing is connected yet. Rollcall proves the permissions of each connection when it is made, reads what it offers, and writes only what you asked for or
    approved.
  </p>
)
