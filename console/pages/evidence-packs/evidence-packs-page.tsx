import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { EvidencePack } from '@rollcall/contract'
import { useState } from 'react'
import { evidencePackAddress, evidencePackPages } from '../../data/evidence-packs.ts'
import { useMay } from '../../data/me.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Hash } from '../../ui/copyable.tsx'
import { BackIcon, DownloadIcon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { More } from '../../ui/more.tsx'
import { count, countOf } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { StateMark, type Shape, type Tone } from '../../ui/state-mark.tsx'
import { Empty } from '../../ui/states.tsx'
import { Table, TableShape, type Column } from '../../ui/table.tsx'
import { absolute, Time } from '../../ui/time.tsx'
import { AskDialog } from './ask-dialog.tsx'

const looks: Record<EvidencePack['state'], readonly [Shape, Tone, string]> = {
  waiting: ['ring', 'soft', 'Waits'],
  making: ['arc', 'ink', 'Being made'],
  made: ['check', 'proof', 'Ready'],
  failed: ['diamond', 'warm', 'Failed'],
  removed: ['dash', 'soft', 'Removed'],
}

const PackMark = ({ state }: Pick<EvidencePack, 'state'>) => {
  const [shape, tone, words] = looks[state]
  return <StateMark {...{ shape, tone }}>{words}</StateMark>
}

const scopeWords = ({ connectionIds, personIds }: EvidencePack): string =>
  `${connectionIds.length ? countOf(connectionIds.length, 'app') : 'All apps'}, ${personIds.length ? countOf(personIds.length, 'person', 'people') : 'everybody'}`

const columns: readonly Column<EvidencePack>[] = [
  {
    id: 'period',
    head: 'Period',
    className: 'w-full',
    cell: pack => (
      <div className="grid gap-0.5">
        <span className="font-strong">
          {absolute(pack.from)} to {absolute(pack.to)}
        </span>
        <span className="text-meta text-soft">
          {scopeWords(pack)}, asked for by {pack.requestedBy} <Time at={pack.requestedAt} />
        </span>
        {pack.state !== 'made' && <span className="text-meta text-faint">{pack.detail}</span>}
      </div>
    ),
  },
  { id: 'state', head: 'State', cell: ({ state }) => <PackMark state={state} /> },
  {
    id: 'files',
    head: 'Files',
    from: 'md',
    className: 'whitespace-nowrap tabular-nums',
    cell: ({ files, size }) => (
      <span className="text-soft">
        {count(files)}, {count(Math.ceil(size / 1024))} kB
      </span>
    ),
  },
  {
    id: 'hash',
    head: 'Manifest',
    from: 'lg',
    cell: ({ manifestSha256 }) => manifestSha256 && <Hash value={manifestSha256} label="the hash of the manifest" />,
  },
  {
    id: 'download',
    head: 'File',
    from: 'sm',
    cell: ({ id, state }) =>
      state === 'made' && (
        <a href={evidencePackAddress(id)} download className={buttonClass('quiet')}>
          <DownloadIcon /> Download
        </a>
      ),
  },
]

/** Packs for auditors: who had which made, and the files as long as they are kept. */
export const EvidencePacksPage = () => {
  const query = useInfiniteQuery(evidencePackPages)
  const mayAsk = useMay('people:read')
  const [asking, setAsking] = useState(false)
  const packs = query.data?.pages.flatMap(page => page.items) ?? []
  return (
    <Page
      title="Evidence packs"
      lead="What an auditor asks for under SOC 2 CC6.1 to CC6.3, in one file that checks itself without a server. Making one and taking one is in the audit log."
      above={
        <Link to="/audit" className="mb-3 inline-flex items-center gap-1.5 rounded-small text-faint hover:text-ink">
          <BackIcon /> Audit
        </Link>
      }
      actions={
        mayAsk && (
          <Button look="primary" onClick={() => setAsking(true)}>
            Make a pack
          </Button>
        )
      }
    >
      <Loaded query={query} shape={<TableShape rows={4} />}>
        {() =>
          packs.length ? (
            <>
              <Table caption="Evidence packs" columns={columns} rows={packs} keyOf={({ id }) => id} />
              <More
                shown={packs.length}
                total={query.data?.pages[0]?.total ?? 0}
                noun={['pack', 'packs']}
                hasMore={query.hasNextPage}
                loading={query.isFetchingNextPage}
                onMore={() => void query.fetchNextPage()}
              />
            </>
          ) : (
            <Empty title="No pack was made yet.">
              <p>
                A pack holds every account of each app with the read it comes from, who left and how long it took, every plan with its approvals and evidence,
                and the audit log of the period.
              </p>
              <p>
                Check one with <code className="font-mono text-meta">rollcall evidence verify FILE</code>. It is kept here for 30 days.
              </p>
            </Empty>
          )
        }
      </Loaded>
      {asking && <AskDialog onClose={() => setAsking(false)} />}
    </Page>
  )
}
