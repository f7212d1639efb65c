import { Link } from '@tanstack/react-router'
import type { AppStanding } from '@rollcall/contract'
import type { AccountsQuestion } from '../../data/apps.ts'
import { count } from '../../ui/numbers.ts'
import { Section } from '../../ui/section.tsx'
import { kindWords } from '../vocabulary/finding-words.ts'
import { statusWords } from '../vocabulary/roll-words.tsx'
import { activityWords } from './accounts.tsx'

interface TallyProps {
  title: string
  rows: readonly { words: string; accounts: number; search: AccountsQuestion }[]
  connectionId: string
}

const Tally = ({ title, rows, connectionId }: TallyProps) => (
  <div className="min-w-0">
    <h3 className="mb-1 text-meta font-normal text-faint">{title}</h3>
    <ul>
      {rows.slice(0, 6).map(({ words, accounts, search }) => (
        <li key={words} className="flex justify-between gap-4 py-0.5">
          <Link
            to="/connections/$id"
            params={{ id: connectionId }}
            search={search}
            resetScroll={false}
            className="min-w-0 truncate hover:underline hover:underline-offset-2"
          >
            {words}
          </Link>
          <span className="text-soft tabular-nums">{count(accounts)}</span>
        </li>
      ))}
      {rows.length > 6 && <li className="text-meta text-faint">and {rows.length - 6} more</li>}
    </ul>
  </div>
)

/** How the accounts divide, each number a way into the list. */
export const Tallies = ({ standing: { connection, accounts, findings } }: { standing: AppStanding }) => (
  <Section title="How they divide">
    <div className="grid gap-x-10 gap-y-5 sm:grid-cols-2">
      <Tally
        title="Status"
        connectionId={connection.id}
        rows={accounts.statuses.map(({ status, accounts: some }) => ({ words: statusWords[status], accounts: some, search: { status } }))}
      />
      <Tally
        title="Last used"
        connectionId={connection.id}
        rows={accounts.activities.map(({ activity, accounts: some }) => ({ words: activityWords[activity], accounts: some, search: { activity } }))}
      />
      <Tally
        title="Role"
        connectionId={connection.id}
        rows={accounts.roles.map(({ role, accounts: some }) => ({ words: role ?? 'No role', accounts: some, search: { role: role ?? '' } }))}
      />
      <Tally
        title="Licence"
        connectionId={connection.id}
        rows={accounts.licences.map(({ licence, accounts: some }) => ({ words: licence ?? 'No licence', accounts: some, search: { licence: licence ?? '' } }))}
      />
    </div>
    <h3 className="mt-5 mb-1 text-meta font-normal text-faint">Open findings</h3>
    {findings.length ? (
      <ul>
        {findings.map(({ kind, open }) => (
          <li key={kind} className="flex justify-between gap-4 py-0.5">
            <Link to="/findings" search={{ connectionId: connection.id, kind }} className="hover:underline hover:underline-offset-2">
              {kindWords[kind]}
            </Link>
            <span className="text-warm tabular-nums">{count(open)}</span>
          </li>
        ))}
      </ul>
    ) : (
      <p className="text-soft">None.</p>
    )}
  </Section>
)
