import { Link } from '@tanstack/react-router'
import type { Finding } from '@rollcall/contract'
import type { CsvColumn } from '../../ui/csv.ts'
import type { Column } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { FindingMark } from '../vocabulary/roll-words.tsx'
import type { FindingsSearch } from './address.ts'

/** Why no plan can be made of a finding now, or null. */
export const refusalOf = ({ state, blocked }: Finding): string | null => {
  if (state === 'planned') return 'It is in a plan already.'
  return state === 'resolved' ? 'It is resolved.' : blocked
}

/** The columns of the list of findings, as it is sorted now. */
export const findingColumns = ({ sort = 'oldest' }: FindingsSearch): Column<Finding>[] => [
  {
    id: 'person',
    head: 'Person',
    sort: 'person',
    className: 'lg:whitespace-nowrap',
    cell: finding => (
      <div className="grid gap-0.5">
        <Link from="/findings" search={before => ({ ...before, finding: finding.id })} resetScroll={false} data-row-link className="row-link font-strong">
          {finding.personName}
        </Link>
        <span className="text-meta text-faint sm:hidden">
          {finding.connectionName}, since <Time at={finding.since} />
        </span>
        <span className="text-soft lg:hidden">{finding.sentence}</span>
      </div>
    ),
  },
  {
    id: 'sentence',
    head: 'What is out of step',
    from: 'lg',
    className: 'w-full',
    cell: ({ sentence, blocked }) => (
      <div className="grid gap-0.5">
        <span className="text-soft">{sentence}</span>
        {blocked && <span className="text-meta text-warm">{blocked}</span>}
      </div>
    ),
  },
  { id: 'connection', head: 'App', from: 'sm', sort: 'connection', className: 'whitespace-nowrap', cell: ({ connectionName }) => connectionName },
  { id: 'state', head: 'State', from: 'md', cell: finding => <FindingMark finding={finding} /> },
  {
    id: 'since',
    head: 'Since',
    from: 'sm',
    sort: sort === 'newest' ? 'newest' : 'oldest',
    reversed: sort === 'newest',
    className: 'whitespace-nowrap tabular-nums',
    cell: ({ since }) => <Time at={since} className="text-soft" />,
  },
]

export const findingCsv: CsvColumn<Finding>[] = [
  { head: 'Person', value: finding => finding.personName },
  { head: 'App', value: finding => finding.connectionName },
  { head: 'Finding', value: finding => finding.sentence },
  { head: 'State', value: finding => finding.state },
  { head: 'Blocked', value: finding => finding.blocked },
  { head: 'Since', value: finding => finding.since },
  { head: 'First seen', value: finding => finding.firstSeenAt },
  { head: 'Id', value: finding => finding.id },
]
