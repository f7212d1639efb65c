import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { ErasureSummary, Hold } from '@rollcall/contract'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { erasurePages, holdsQuery } from '../../data/erasure.ts'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { More } from '../../ui/more.tsx'
import { count } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { Section } from '../../ui/section.tsx'
import { Empty, Lines } from '../../ui/states.tsx'
import { type Column, Table, TableShape } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { SettingsNav } from '../settings/settings-nav.tsx'
import { ErasureMark, modeWords } from '../vocabulary/erasure-words.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import { HoldRow } from './hold-row.tsx'
import { PlaceHoldDialog } from './place-hold-dialog.tsx'

const columns: readonly Column<ErasureSummary>[] = [
  {
    id: 'when',
    head: 'Asked for',
    cell: ({ id, requestedAt, requestedBy }) => (
      <>
        <Link to="/settings/erasures/$id" params={{ id }} data-row-link className="row-link font-strong">
          <Time at={requestedAt} />
        </Link>
        <span className="block text-meta text-faint">by {requestedBy}</span>
      </>
    ),
  },
  { id: 'state', head: 'State', cell: erasure => <ErasureMark erasure={erasure} /> },
  { id: 'mode', head: 'What they said', cell: ({ mode }) => <span className="text-soft">{modeWords[mode]}</span>, from: 'md' },
  { id: 'rows', head: 'Rows changed', cell: ({ rows }) => <span className="tabular-nums">{count(rows)}</span>, from: 'sm' },
]

/** What must be kept, and who was erased. */
export const ErasuresPage = () => {
  const holds = useQuery(holdsQuery)
  const erasures = useInfiniteQuery(erasurePages)
  const [open, setOpen] = useState<'erase' | 'hold' | null>(null)
  const close = () => setOpen(null)
  const rows = erasures.data?.pages.flatMap(page => page.items) ?? []
  return (
    <Page
      title="Erasure and holds"
      lead="Erase a person from everything Rollcall keeps; hold what must be kept."
      above={<SettingsNav />}
      actions={
        <>
          <Button onClick={() => setOpen('hold')}>Place a hold</Button>
          <Button look="primary" onClick={() => setOpen('erase')}>
            Erase a person
          </Button>
        </>
      }
    >
      <Section title="Legal holds">
        <Loaded query={holds} shape={<Lines count={2} />}>
          {({ items }) => <Holds holds={items} />}
        </Loaded>
      </Section>
      <Section title="Erasures">
        <Loaded query={erasures} shape={<TableShape rows={3} />}>
          {() =>
            rows.length ? (
              <>
                <Table caption="Erasures" columns={columns} rows={rows} keyOf={({ id }) => id} />
                <More
                  shown={rows.length}
                  total={erasures.data?.pages[0]?.total ?? 0}
                  noun={['erasure', 'erasures']}
                  hasMore={erasures.hasNextPage}
                  loading={erasures.isFetchingNextPage}
                  onMore={() => void erasures.fetchNextPage()}
                />
              </>
            ) : (
              <Empty title="Nobody has been erased yet.">
                <p>When a person asks for it, give their address: you see what would go before anything does, and a certificate is left afterwards.</p>
              </Empty>
            )
          }
        </Loaded>
      </Section>
      {open === 'erase' && <EraseDialog onClose={close} />}
      {open === 'hold' && <PlaceHoldDialog onClose={close} />}
    </Page>
  )
}

const Holds = ({ holds }: { holds: readonly Hold[] }) =>
  holds.length ? (
    <ul className="grid max-w-3xl">
      {holds.map(hold => (
        <HoldRow key={hold.id} hold={hold} />
      ))}
    </ul>
  ) : (
    <p className="text-soft">None. A hold keeps a person, an account or a call from being erased or deleted until it is released.</p>
  )
