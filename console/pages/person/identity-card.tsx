import type { Identity, Person } from '@rollcall/contract'
import { Time } from '../../ui/time.tsx'
import { LoginActions } from './login-actions.tsx'
import { StatusLine } from './status-line.tsx'
import { ThreadEnd } from './thread-end.tsx'

export const IdentityCard = ({ identity, person }: { identity: Identity; person: Person }) => (
  <ThreadEnd id={identity.id} side="left" link={identity.link}>
    <p className="flex items-baseline justify-between gap-3">
      <span className="font-strong">{identity.connectionName}</span>
      <StatusLine status={identity.status} vendorStatus={identity.vendorStatus} />
    </p>
    <p className="break-words text-soft">{identity.userName}</p>
    <dl className="grid gap-0.5 text-meta text-faint">
      {identity.employeeNumber && (
        <div className="flex gap-1.5">
          <dt>Employee number</dt>
          <dd className="font-mono">{identity.employeeNumber}</dd>
        </div>
      )}
      {identity.startsOn && (
        <div className="flex gap-1.5">
          <dt>First working day</dt>
          <dd>{identity.startsOn}</dd>
        </div>
      )}
      {identity.endsOn && (
        <div className="flex gap-1.5">
          <dt>Last working day</dt>
          <dd>{identity.endsOn}</dd>
        </div>
      )}
      {identity.timeZone && (
        <div className="flex gap-1.5">
          <dt>Time zone</dt>
          <dd>{identity.timeZone}</dd>
        </div>
      )}
      {identity.managerEmail && (
        <div className="flex gap-1.5">
          <dt>Manager</dt>
          <dd className="truncate">{identity.managerEmail}</dd>
        </div>
      )}
      {identity.statusChangedAt && (
        <div className="flex gap-1.5">
          <dt>Status changed</dt>
          <dd>
            <Time at={identity.statusChangedAt} />
          </dd>
        </div>
      )}
      {identity.groups.length > 0 && (
        <div className="flex gap-1.5">
          <dt>Groups</dt>
          <dd className="line-clamp-2" title={identity.groups.join(', ')}>
            {identity.groups.join(', ')}
          </dd>
        </div>
      )}
    </dl>
    {identity.link && (
      <LoginActions login={{ kind: 'identity', id: identity.id }} name={`${identity.userName} in ${identity.connectionName}`} person={person} />
    )}
  </ThreadEnd>
)
