import type { PlaybookPreview } from '@rollcall/contract'
import { countOf } from '../../ui/numbers.ts'
import { actionWords, routeWords } from '../vocabulary/roll-words.tsx'

/** The blast radius: steps by app with their routes, what the person owns, what is left out and why. */
export const PlaybookPreviewList = ({ preview }: { preview: PlaybookPreview }) => {
  const { steps, leftOut, owns, receiver, approvalsNeeded, later, startsAt } = preview
  const byApp = [...Map.groupBy(steps, ({ connectionName }) => connectionName)]
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <p className="text-soft">
        {steps.length === 0
          ? 'Nothing can be planned now.'
          : `${countOf(steps.length, 'step')} in ${countOf(byApp.length, 'app')}. ${approvalsNeeded === 1 ? 'One person has' : `${approvalsNeeded} people have`} to approve the plan${startsAt === null ? '; it begins at once then.' : `; it begins on ${new Date(startsAt).toLocaleString()}.`}`}
      </p>
      {byApp.map(([app, some]) => (
        <section key={app}>
          <h3 className="font-strong">{app}</h3>
          <ul>
            {some.map(({ order, action, accountName, app: given, route }) => (
              <li key={order} className="flex justify-between gap-4 border-b border-line py-1 last:border-0">
                <span className="min-w-0 truncate">
                  {actionWords[action]} {given?.name ?? accountName}
                </span>
                <span className="shrink-0 text-faint">{routeWords[route]}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {owns.length > 0 && (
        <section>
          <h3 className="font-strong">Owned now</h3>
          <ul>
            {owns.map(({ connectionId, connectionName, opportunities, accounts }) => (
              <li key={connectionId}>
                {connectionName}: {countOf(opportunities, 'open opportunity', 'open opportunities')}, {countOf(accounts, 'account')}
              </li>
            ))}
          </ul>
          <p className="text-faint">{receiver === null ? 'Nobody gets it.' : `${receiver.name} gets it.`}</p>
        </section>
      )}
      {leftOut.length > 0 && (
        <section>
          <h3 className="font-strong">Left out</h3>
          <ul className="grid gap-1 text-soft">
            {leftOut.map(({ action, connectionName, accountName, why }) => (
              <li key={`${action} ${connectionName} ${accountName} ${why}`}>
                {connectionName}: {why}
              </li>
            ))}
          </ul>
        </section>
      )}
      {later.map(sentence => (
        <p key={sentence} className="text-soft">
          {sentence}
        </p>
      ))}
    </div>
  )
}
