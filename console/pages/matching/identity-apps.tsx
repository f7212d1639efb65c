import { useQuery } from '@tanstack/react-query'
import type { IdentityApp, IdentityAppChoice } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { identityAppsQuery, useChooseIdentityApp } from '../../data/matching.ts'
import { useMay } from '../../data/me.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { count } from '../../ui/numbers.ts'
import { Select } from '../../ui/select.tsx'
import { Empty } from '../../ui/states.tsx'
import { Table, TableShape, type Column } from '../../ui/table.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'

type Choices = readonly { connectionId: string; name: string }[]

/** Which connection shows the accounts of each app that an identity source gives. */
export const IdentityApps = () => {
  const query = useQuery(identityAppsQuery)
  return (
    <Loaded query={query} shape={<TableShape rows={8} />}>
      {({ items, choices }) =>
        items.length ? (
          <Table
            caption="Apps of identity sources"
            columns={columnsFor(choices)}
            rows={items}
            keyOf={({ connectionId, externalId }) => `${connectionId} ${externalId}`}
            groupOf={({ connectionName }) => connectionName}
          />
        ) : (
          <Empty title="No identity source gives an app yet.">
            <p>
              Okta and others say who is given which app. Where the app is connected as well, Rollcall sees who is given it and has no account, and the reverse.
            </p>
          </Empty>
        )
      }
    </Loaded>
  )
}

const columnsFor = (choices: Choices): Column<IdentityApp>[] => [
  {
    id: 'app',
    head: 'App',
    cell: ({ name, suggestions, people }) => (
      <div className="grid gap-0.5">
        <span className="font-strong break-words">{name}</span>
        <span className="text-meta text-faint sm:hidden">{count(people)} people</span>
        {suggestions.map(({ connectionId, name: connection, evidence }) => (
          <span key={connectionId} className="text-meta text-soft">
            Perhaps {connection}: {evidence.join(' ')}
          </span>
        ))}
      </div>
    ),
  },
  { id: 'people', head: 'Given to', from: 'sm', className: 'whitespace-nowrap tabular-nums', cell: ({ people }) => `${count(people)} people` },
  { id: 'shown', head: 'Its accounts are shown by', cell: app => <Chooser app={app} choices={choices} /> },
  { id: 'by', head: 'Chosen by', from: 'lg', cell: ({ chosenBy, how }) => chosenBy ?? (how === 'name' ? 'Same name' : '') },
]

const wordsOf = ({ how, app }: IdentityApp) => (how === 'none' ? 'No connection' : (app?.name ?? 'Nothing yet'))
const choiceOf = (value: string): IdentityAppChoice => (value === 'automatic' || value === 'none' ? { how: value } : { how: 'chosen', connectionId: value })
const valueOf = ({ how, app }: IdentityApp) => (how === 'none' ? 'none' : how === 'chosen' && app ? app.connectionId : 'automatic')

const Chooser = ({ app, choices }: { app: IdentityApp; choices: Choices }) => {
  const mayChoose = useMay('people:write')
  const choose = useChooseIdentityApp()
  if (!mayChoose) return wordsOf(app)
  const set = (value: string, done: (after: IdentityApp) => void) =>
    choose.mutate(
      { connectionId: app.connectionId, externalId: app.externalId, choice: choiceOf(value) },
      { onSuccess: done, onError: error => sayTrouble(sentenceOf(error)) },
    )
  const before = valueOf(app)
  return (
    <Select
      aria-label={`Connection that shows the accounts of ${app.name}`}
      value={before}
      onChange={event => set(event.target.value, after => say(`${app.name}: ${wordsOf(after)}.`, () => set(before, () => say('As it was.'))))}
      className="h-8 w-full rounded-base border border-line bg-raised pl-2.5 hover:border-edge"
    >
      <option value="automatic">{app.how === 'name' && app.app ? `${app.app.name}, by name` : 'By name'}</option>
      {choices.map(({ connectionId, name }) => (
        <option key={connectionId} value={connectionId}>
          {name}
        </option>
      ))}
      <option value="none">No connection</option>
    </Select>
  )
}
