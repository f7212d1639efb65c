import { Link } from '@tanstack/react-router'
import type { ProvisioningEntry } from '@rollcall/contract'
import type { CsvColumn } from '../../ui/csv.ts'
import { StateMark } from '../../ui/state-mark.tsx'
import type { Column } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { aboutWords, askedWords, clientWords } from './request-words.ts'

/** What came of a request, by shape and word. */
export const Outcome = ({ entry: { refusal, outcome } }: { entry: ProvisioningEntry }) =>
  refusal === null ? (
    <StateMark shape="dot" tone="soft">
      {outcome.charAt(0).toUpperCase() + outcome.slice(1)}
    </StateMark>
  ) : (
    <StateMark shape="diamond" tone="warm">
      Refused
    </StateMark>
  )

export const requestColumns: Column<ProvisioningEntry>[] = [
  { id: 'when', head: 'When', from: 'sm', className: 'whitespace-nowrap tabular-nums', cell: ({ at }) => <Time at={at} className="text-soft" /> },
  { id: 'client', head: 'From', from: 'sm', className: 'whitespace-nowrap', cell: ({ client }) => clientWords[client] },
  {
    id: 'asked',
    head: 'Asked',
    className: 'w-full max-w-0',
    cell: entry => {
      const about = aboutWords(entry)
      return (
        <div className="grid gap-0.5">
          <Link
            from="/settings/provisioning"
            search={before => ({ ...before, request: entry.id })}
            resetScroll={false}
            data-row-link
            className="row-link truncate font-strong"
          >
            {askedWords(entry)}
            {about !== null && <span className="font-normal text-soft">: {about}</span>}
          </Link>
          <span className="truncate font-mono text-meta text-faint" title={`${entry.method} ${entry.path}${entry.query && `?${entry.query}`}`}>
            {entry.method} {entry.path}
            {entry.query && `?${entry.query}`}
          </span>
          <span className="text-meta text-faint sm:hidden">
            {clientWords[entry.client]}, <Time at={entry.at} />
          </span>
        </div>
      )
    },
  },
  {
    id: 'outcome',
    head: 'Done',
    className: 'sm:min-w-44',
    cell: entry => (
      <div className="grid gap-0.5">
        <Outcome entry={entry} />
        {entry.refusal !== null && <span className="text-meta text-soft">{entry.refusal}</span>}
      </div>
    ),
  },
]

export const requestCsv: CsvColumn<ProvisioningEntry>[] = [
  { head: 'At', value: entry => entry.at },
  { head: 'From', value: entry => clientWords[entry.client] },
  { head: 'Token', value: entry => entry.token },
  { head: 'Method', value: entry => entry.method },
  { head: 'Path', value: entry => entry.path },
  { head: 'Query', value: entry => entry.query },
  { head: 'About', value: entry => aboutWords(entry) ?? entry.subject?.id ?? null },
  { head: 'Status', value: entry => entry.status },
  { head: 'Done', value: entry => entry.outcome },
  { head: 'Changed', value: entry => entry.changed.join(', ') },
  { head: 'Kept out', value: entry => entry.keptOut.join(', ') },
  { head: 'Refusal', value: entry => entry.refusal },
]
