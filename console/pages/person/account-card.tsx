import type { Account, Person, RosterMark } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { useMay } from '../../data/me.ts'
import { useProtectAccount, type Protection } from '../../data/people.ts'
import { Select } from '../../ui/select.tsx'
import { Time } from '../../ui/time.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'
import { protectionWords } from '../vocabulary/link-words.ts'
import { LoginActions } from './login-actions.tsx'
import { StatusLine } from './status-line.tsx'
import { ThreadEnd } from './thread-end.tsx'

const choices: readonly Protection[] = ['none', 'service', 'break_glass']

export const AccountCard = ({ account, person, mark }: { account: Account; person: Person; mark: RosterMark['mark'] | undefined }) => (
  <ThreadEnd id={account.id} side="right" link={account.link}>
    <p className="flex items-baseline justify-between gap-3">
      <span className="font-strong">{account.connectionName}</span>
      <StatusLine status={account.status} vendorStatus={account.vendorStatus} mark={mark} />
    </p>
    <div className="flex flex-wrap items-baseline justify-between gap-x-4">
      <p className="min-w-0 break-words text-soft">{account.userName}</p>
      <ProtectionLabel account={account} />
    </div>
    <p className="text-meta text-faint">
      {[account.role, account.licence].filter(Boolean).join(', ') || 'No role'}
      {account.lastActiveAt ? (
        <>
          , last active <Time at={account.lastActiveAt} />
        </>
      ) : (
        ', never seen active'
      )}
    </p>
    {account.link && <LoginActions login={{ kind: 'account', id: account.id }} name={`${account.userName} in ${account.connectionName}`} person={person} />}
  </ThreadEnd>
)

/** A protected account is in no plan, ever. */
const ProtectionLabel = ({ account }: { account: Account }) => {
  const mayProtect = useMay('people:write')
  const protect = useProtectAccount()
  const { protection: now } = account
  if (now === 'connector' || !mayProtect) return <span className="text-meta text-faint">{protectionWords[now]}</span>
  const set = (protection: Protection, done: () => void) =>
    protect.mutate({ id: account.id, protection }, { onSuccess: done, onError: error => sayTrouble(sentenceOf(error)) })
  return (
    <Select
      aria-label={`Protection of the account in ${account.connectionName}`}
      value={now}
      onChange={event => {
        const next = event.target.value as Protection
        set(next, () => say(`${protectionWords[next]}${next === 'none' ? '' : ': no plan will change it'}.`, () => set(now, () => say('As it was.'))))
      }}
      className={`field-sizing-content h-6 rounded-small border border-transparent pl-1.5 text-meta hover:border-line ${now === 'none' ? 'text-faint' : 'font-strong text-ink'}`}
    >
      {choices.map(choice => (
        <option key={choice} value={choice}>
          {protectionWords[choice]}
        </option>
      ))}
    </Select>
  )
}
