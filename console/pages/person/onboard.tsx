import { useQuery } from '@tanstack/react-query'
import type { AccessSuggestion, Person } from '@rollcall/contract'
import { useState } from 'react'
import { rosterColumnsQuery } from '../../data/people.ts'
import { suggestedAccessQuery, type PlaybookAsk } from '../../data/playbooks.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/field.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PersonPicker } from '../vocabulary/person-picker.tsx'
import { PlaybookDialog } from '../vocabulary/playbook-dialog.tsx'
import { useBegin } from '../vocabulary/use-begin.tsx'
import { OnboardApp, type AppChoice } from './onboard-app.tsx'

/** Somebody begins: what rules and the team suggest, what is chosen beside it, and what somebody comparable has. */
export const Onboard = ({ person, onClose }: { person: Person; onClose: () => void }) => {
  const { when, fields } = useBegin({ edge: 'start_of_day', label: 'First day', person, first: firstDay(person) })
  const suggested = useQuery(suggestedAccessQuery(person.id))
  const columns = useQuery(rosterColumnsQuery).data?.columns ?? []
  const [changed, setChanged] = useState<Readonly<Record<string, AppChoice>>>({})
  const [added, setAdded] = useState<readonly AccessSuggestion[]>([])
  const [like, setLike] = useState<{ id: string; displayName: string } | null>(null)
  const [picking, setPicking] = useState(false)
  const rows = [...(suggested.data?.items ?? []), ...added]
  const choiceOf = (row: AccessSuggestion): AppChoice => changed[row.connectionId] ?? { chosen: row.usual && !row.has, role: row.role ?? '' }
  const access = rows.filter(row => !row.has && choiceOf(row).chosen).map(row => accessOf(row, choiceOf(row)))
  const others = columns.filter(({ connectionId, kind }) => kind === 'app' && !rows.some(row => row.connectionId === connectionId))
  const ask: PlaybookAsk | null =
    when === null || (access.length === 0 && like === null) ? null : { playbook: 'joiner', personId: person.id, when, likePersonId: like?.id ?? null, access }
  if (picking)
    return (
      <PersonPicker
        title={`Whose access does ${person.displayName} get?`}
        except={person.id}
        onClose={() => setPicking(false)}
        onPick={({ id, displayName }) => {
          setLike({ id, displayName })
          setPicking(false)
        }}
      />
    )
  return (
    <PlaybookDialog
      title={`Onboard ${person.displayName}`}
      ask={ask}
      missing={when === null ? undefined : 'Choose an app, or somebody whose access is to be given.'}
      onClose={onClose}
    >
      {fields}
      <Loaded query={suggested}>
        {() => (
          <fieldset className="grid gap-3">
            <legend className="mb-1.5 font-strong">Apps</legend>
            {rows.length === 0 && <p className="text-soft">No access rule speaks of {person.displayName}, and nobody of the same manager has an account.</p>}
            {rows.map(row => (
              <OnboardApp key={row.connectionId} app={row} choice={choiceOf(row)} onChange={choice => setChanged({ ...changed, [row.connectionId]: choice })} />
            ))}
          </fieldset>
        )}
      </Loaded>
      <div className="flex flex-wrap items-end gap-3">
        {others.length > 0 && (
          <SelectField
            label="Another app"
            value=""
            onChange={event => {
              const column = others.find(({ connectionId }) => connectionId === event.target.value)
              if (column !== undefined) setAdded([...added, chosenByHand(column)])
            }}
          >
            <option value="">Choose…</option>
            {others.map(({ connectionId, name }) => (
              <option key={connectionId} value={connectionId}>
                {name}
              </option>
            ))}
          </SelectField>
        )}
        <Button look="quiet" onClick={() => setPicking(true)}>
          {like === null ? 'Also what somebody else has' : `Also what ${like.displayName} has`}
        </Button>
        {like !== null && (
          <Button look="quiet" onClick={() => setLike(null)}>
            Not that
          </Button>
        )}
      </div>
    </PlaybookDialog>
  )
}

/** The first working day that a source tells, while it is still to come. */
const firstDay = ({ identities }: Person): string | null => {
  const today = new Date().toISOString().slice(0, 10)
  return identities.flatMap(({ startsOn }) => (startsOn !== null && startsOn > today ? [startsOn] : [])).toSorted()[0] ?? null
}

const accessOf = ({ connectionId, licence, groups }: AccessSuggestion, { role }: AppChoice) => ({
  connectionId,
  ...(role.trim() === '' ? {} : { role: role.trim() }),
  ...(licence === null ? {} : { licence }),
  ...(groups.length === 0 ? {} : { groups }),
})

const chosenByHand = ({ connectionId, name }: { connectionId: string; name: string }): AccessSuggestion => ({
  connectionId,
  connectionName: name,
  role: null,
  licence: null,
  groups: [],
  from: 'team',
  why: 'Chosen here.',
  usual: true,
  has: false,
  stagesRole: false,
})
