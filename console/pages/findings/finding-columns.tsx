import { Link } from '@tanstack/react-router'
import type { Finding } from '@rollcall/contract'
import type { CsvColumn } from '../../ui/csv.ts'
import type { Column } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { costWords, kindWords } from '../vocabulary/finding-words.ts'
import { FindingMark } from '../vocabulary/roll-words.tsx'
import type { FindingsSearch } from './address.ts'

/** The columns of the list of findings, as it is sorted now. Beside an open finding there is room for the sentence on wide screens alone. */
export const findingColumns = ({ sort = 'oldest', finding: opened }: FindingsSearch): Column<Finding>[] => [
  {
    id: 'person',
    head: 'Person',
    sort: 'person',
    className: opened === undefined ? 'lg:whitespace-nowrap' : 'max-2xl:w-full 2xl:whitespace-nowrap',
    cell: finding => (
      <div className="grid gap-0.5">
        <Link from="/findings" search={before => ({ ...before, finding: finding.id })} resetScroll={false} data-row-link className="row-link font-strong">
          {finding.personName}
        </Link>
        <span className="text-meta text-faint sm:hidden">
          {kindWords[finding.kind]}, {finding.connectionName}, since <Time at={finding.since} />
        </span>
        <span className={opened === undefined ? 'text-soft lg:hidden' : 'text-soft 2xl:hidden'}>{finding.sentence}</span>
      </div>
    ),
  },
  {
    id: 'sentence',
    head: 'What is out of step',
    from: opened === undefined ? 'lg' : '2xl',
    className: 'w-full',
    cell: ({ kind, cost, owner, sentence, blocked }) => (
      <div className="grid gap-0.5">
        <span className="text-meta text-faint">
          {kindWords[kind]}
          {cost && `, ${costWords(cost)}`}
          {owner && `, ${owner.name} sees to it`}
        </span>
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
  { head: 'Kind', value: finding => kindWords[finding.kind] },
  { head: 'State', value: finding => finding.state },
  { head: 'Blocked', value: finding => finding.blocked },
  { head: 'Cost a month', value: finding => finding.cost && `${finding.cost.amount} ${finding.cost.currency}` },
  { head: 'Owner', value: finding => finding.owner?.name ?? null },
  { head: 'Accepted until', value: finding => finding.accepted?.until ?? null },
  { head: 'Since', value: finding => finding.since },
  { head: 'First seen', value: finding => finding.firstSeenAt },
  { head: 'Id', value: finding => finding.id },
]
