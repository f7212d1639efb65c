import { Link } from '@tanstack/react-router'
import type { EngagementSummary } from '@rollcall/contract'
import type { CsvColumn } from '../../ui/csv.ts'
import { span } from '../../ui/numbers.ts'
import type { Column } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { CallStateMark, DeliveryMark, kindWords } from '../vocabulary/call-words.tsx'
import type { CallsSearch } from './address.ts'
import { Snippet } from './snippet.tsx'

const TitleCell = ({ call, q }: { call: EngagementSummary; q: string | undefined }) => (
  <div className="grid gap-0.5">
    <Link to="/calls/$id" params={{ id: call.id }} search={q ? { q } : {}} data-row-link className="row-link font-strong text-ink">
      {call.title}
    </Link>
    <span className="text-meta text-faint sm:hidden">
      <Time at={call.startedAt} /> · {span(call.durationSeconds)}
      {call.accountName && ` · ${call.accountName}`}
      {call.delivery === 'failed' && (
        <span className="ml-3">
          <DeliveryMark state="failed" />
        </span>
      )}
    </span>
    {call.snippet && (
      <span className="line-clamp-2 max-w-prose">
        <Snippet text={call.snippet} />
      </span>
    )}
    {call.failure && <span className="text-meta text-warm">{call.failure}</span>}
  </div>
)

const Trackers = ({ trackers }: Pick<EngagementSummary, 'trackers'>) => (
  <span className="text-soft" title={trackers.map(({ name, count }) => `${name} ${count}`).join(', ')}>
    {trackers.slice(0, 2).map(({ name, count }) => (
      <span key={name} className="mr-3 whitespace-nowrap">
        {name} <span className="text-faint">{count}</span>
      </span>
    ))}
    {trackers.length > 2 && <span className="text-faint">+{trackers.length - 2}</span>}
  </span>
)

/** The columns of the list of calls, as it is sorted and searched now. */
export const callColumns = ({ sort = 'newest', q }: CallsSearch): Column<EngagementSummary>[] => [
  { id: 'title', head: 'Call', sort: 'title', cell: call => <TitleCell call={call} q={q} />, className: 'w-full' },
  {
    id: 'account',
    head: 'Account',
    from: 'sm',
    className: 'whitespace-nowrap',
    cell: ({ accountName }) => accountName ?? <span className="text-faint">None yet</span>,
  },
  { id: 'owner', head: 'Owner', from: 'xl', cell: ({ ownerEmail }) => <span className="text-soft">{ownerEmail?.split('@')[0] ?? '–'}</span> },
  { id: 'trackers', head: 'Trackers', from: 'lg', className: 'whitespace-nowrap', cell: ({ trackers }) => <Trackers trackers={trackers} /> },
  {
    id: 'delivery',
    head: 'Delivery',
    from: 'md',
    cell: ({ state, delivery }) => (state === 'matched' ? <DeliveryMark state={delivery} /> : <CallStateMark state={state} />),
  },
  {
    id: 'length',
    head: 'Length',
    from: 'sm',
    sort: 'longest',
    reversed: true,
    cell: ({ durationSeconds }) => <span className="whitespace-nowrap text-soft tabular-nums">{span(durationSeconds)}</span>,
  },
  {
    id: 'when',
    head: 'When',
    from: 'sm',
    sort: sort === 'oldest' ? 'oldest' : 'newest',
    reversed: sort !== 'oldest',
    cell: ({ startedAt }) => <Time at={startedAt} className="whitespace-nowrap text-soft tabular-nums" />,
  },
]

export const callCsv: CsvColumn<EngagementSummary>[] = [
  { head: 'Title', value: call => call.title },
  { head: 'Kind', value: call => kindWords[call.kind] },
  { head: 'Started at', value: call => call.startedAt },
  { head: 'Length (s)', value: call => Math.round(call.durationSeconds) },
  { head: 'Owner', value: call => call.ownerEmail },
  { head: 'Account', value: call => call.accountName },
  { head: 'Participants', value: call => call.participantCount },
  { head: 'Trackers', value: call => call.trackers.map(({ name, count }) => `${name} (${count})`).join('; ') },
  { head: 'State', value: call => call.state },
  { head: 'Delivery', value: call => call.delivery },
  { head: 'Id', value: call => call.id },
]
