import type { PlaybookPreview } from '@rollcall/contract'
import { countOf } from '../../ui/numbers.ts'
import { absolute } from '../../ui/time.tsx'
import { actionWords, factsInWords, routeWords, whatOf } from './roll-words.tsx'

/** More steps of one app are counted, not listed. */
const most = 12

/** The blast radius: steps by app with their routes, what the person owns, what is left out and why. */
export const PlaybookPreviewList = ({ preview }: { preview: PlaybookPreview }) => {
  const { steps, leftOut, owns, receiver, approvalsNeeded, later } = preview
  const byApp = [...Map.groupBy(steps, ({ connectionName }) => connectionName)]
  const people = new Set(steps.map(({ personId, personName }) => personId ?? personName)).size
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <p className="text-soft">
        {steps.length === 0
          ? 'Nothing can be planned now.'
          : `${countOf(steps.length, 'step')} in ${countOf(byApp.length, 'app')}${people > 1 ? `, for ${countOf(people, 'person', 'people')}` : ''}. ${approvalsNeeded === 1 ? 'One person has' : `${approvalsNeeded} people have`} to approve the plan; ${beginWords(preview)}`}
      </p>
      {byApp.map(([app, some]) => (
        <section key={app}>
          <h3 className="font-strong">{app}</h3>
          <ul>
            {some.slice(0, most).map(({ order, action, accountName, app: given, group, route, deletes, after }) => (
              <li key={order} className="flex justify-between gap-4 border-b border-line py-1 last:border-0">
                <span className="min-w-0">
                  <span className="block wrap-anywhere">
                    {actionWords[action]} {accountName}
                    {whatOf({ app: given, group })}
                    {gives.has(action) && <span className="text-soft"> {detailOf(after)}</span>}
                  </span>
                  {deletes && <span className="block text-meta text-warm">Deletes the account for good</span>}
                </span>
                <span className="shrink-0 text-faint">{routeWords[route]}</span>
              </li>
            ))}
            {some.length > most && <li className="py-1 text-faint">and {some.length - most} more</li>}
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
            {leftOut.slice(0, most).map(({ action, connectionName, accountName, why }) => (
              <li key={`${action} ${connectionName} ${accountName} ${why}`}>
                {connectionName}: {why}
              </li>
            ))}
            {leftOut.length > most && <li className="text-faint">and {leftOut.length - most} more</li>}
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

/** Steps of which it matters what they give. */
const gives: ReadonlySet<string> = new Set(['create_account', 'change_account'])
const detailOf = ({ role, licence, groups }: PlaybookPreview['steps'][number]['after']): string =>
  factsInWords({ ...(role && { role }), ...(licence === undefined ? {} : { licence }), ...(groups && { groups }) }).join(', ')

/** In the zone in which its days are meant, and in the reader's where that is another time. */
function beginWords({ startsAt, timeZone }: Pick<PlaybookPreview, 'startsAt' | 'timeZone'>): string {
  if (startsAt === null) return 'it begins at once then.'
  const here = absolute(startsAt)
  if (timeZone === null) return `it begins on ${here}.`
  const there = absolute(startsAt, timeZone)
  return there === here ? `it begins on ${here} (${timeZone}).` : `it begins on ${there} (${timeZone}), which is ${here} here.`
}
