import { useInfiniteQuery } from '@tanstack/react-query'
import type { ProvisioningClient, ProvisioningEntry } from '@rollcall/contract'
import { provisioningPages, type ProvisioningQuestion } from '../../data/audit.ts'
import { Button } from '../../ui/button.tsx'
import type { CsvColumn } from '../../ui/csv.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { More } from '../../ui/more.tsx'
import { Empty } from '../../ui/states.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { Table, TableShape, type Column } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'

export const clientWords: Record<ProvisioningClient, string> = {
  okta: 'Okta',
  entra: 'Entra ID',
  jumpcloud: 'JumpCloud',
  onelogin: 'OneLogin',
  google: 'Google',
  other: 'Another client',
}

const columns: Column<ProvisioningEntry>[] = [
  { id: 'when', head: 'When', from: 'sm', className: 'whitespace-nowrap tabular-nums', cell: ({ at }) => <Time at={at} className="text-soft" /> },
  { id: 'client', head: 'From', from: 'sm', className: 'whitespace-nowrap', cell: ({ client, token }) => <span title={token}>{clientWords[client]}</span> },
  {
    id: 'request',
    head: 'Asked',
    className: 'w-full max-w-0',
    cell: ({ method, path, query, body, client, at }) => (
      <div className="grid gap-0.5">
        <span className="truncate font-mono text-meta leading-5" title={`${method} ${path}${query && `?${query}`}`}>
          {method} {path}
          <span className="text-faint">{query && `?${query}`}</span>
        </span>
        {body && (
          <details>
            <summary className="w-fit rounded-small text-meta text-faint">Body</summary>
            <pre className="mt-1 overflow-x-auto rounded-base bg-rail px-3 py-2 font-mono text-meta whitespace-pre-wrap">{body}</pre>
          </details>
        )}
        <span className="text-meta text-faint sm:hidden">
          {clientWords[client]}, <Time at={at} />
        </span>
      </div>
    ),
  },
  {
    id: 'outcome',
    head: 'Done',
    className: 'sm:min-w-72',
    cell: ({ outcome, refusal }) =>
      refusal ? (
        <div className="grid gap-0.5">
          <StateMark shape="diamond" tone="warm">
            Refused
          </StateMark>
          <span className="text-meta text-soft">{refusal}</span>
        </div>
      ) : (
        <span className="text-soft">{outcome}</span>
      ),
  },
  { id: 'status', head: 'Status', from: 'md', className: 'tabular-nums', cell: ({ status }) => status },
  {
    id: 'time',
    head: 'Took',
    from: 'lg',
    className: 'whitespace-nowrap tabular-nums',
    cell: ({ milliseconds }) => <span className="text-soft">{Math.round(milliseconds)} ms</span>,
  },
]

export const provisioningCsv: CsvColumn<ProvisioningEntry>[] = [
  { head: 'At', value: entry => entry.at },
  { head: 'From', value: entry => entry.client },
  { head: 'Token', value: entry => entry.token },
  { head: 'Method', value: entry => entry.method },
  { head: 'Path', value: entry => entry.path },
  { head: 'Query', value: entry => entry.query },
  { head: 'Body', value: entry => entry.body },
  { head: 'Status', value: entry => entry.status },
  { head: 'Done', value: entry => entry.outcome },
  { head: 'Refusal', value: entry => entry.refusal },
]

interface ProvisioningLogProps {
  question: ProvisioningQuestion
  onClear: () => void
}

/** What identity providers asked of Rollcall's SCIM, and what was made of it. It holds no secret and may be sent to support as it is. */
export const ProvisioningLog = ({ question, onClear }: ProvisioningLogProps) => {
  const query = useInfiniteQuery(provisioningPages(question))
  const entries = query.data?.pages.flatMap(page => page.items) ?? []
  const narrowed = Boolean(question.q || question.client || question.refused)
  return (
    <Loaded query={query} shape={<TableShape rows={14} />}>
      {() =>
        entries.length ? (
          <>
            <Table caption="Provisioning requests" columns={columns} rows={entries} keyOf={({ id }) => id} />
            <More
              shown={entries.length}
              total={query.data?.pages[0]?.total ?? 0}
              noun={['request', 'requests']}
              hasMore={query.hasNextPage}
              loading={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
            />
          </>
        ) : narrowed ? (
          <Empty title="No request fits." action={<Button onClick={onClear}>Show all requests</Button>}>
            <p>Fewer filters find more.</p>
          </Empty>
        ) : (
          <Empty title="No identity provider has asked for anything yet.">
            <p>
              Rollcall’s own users can be provisioned by SCIM at <span className="font-mono text-meta">/api/scim/v2</span>, with an API token that may provision
              users and groups. Every request then stands here, refused ones with the reason.
            </p>
          </Empty>
        )
      }
    </Loaded>
  )
}
