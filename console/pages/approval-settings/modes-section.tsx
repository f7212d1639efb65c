import { useQuery } from '@tanstack/react-query'
import type { AppMode, Mode } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { approversQuery, modesQuery, useWriteMode } from '../../data/approvals.ts'
import { useMay } from '../../data/me.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/section.tsx'
import { SelectField } from '../../ui/field.tsx'
import { Lines } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'
import { AutomaticKinds } from './automatic-kinds.tsx'
import { modeMeanings, modeWords } from '../vocabulary/approval-words.ts'

const modes = Object.entries(modeWords) as [Mode, string][]

/** How far Rollcall goes in each app, and who owns it. A choice holds at once. */
export const ModesSection = () => {
  const query = useQuery(modesQuery)
  return (
    <Section title="Apps">
      <Loaded query={query} shape={<Lines count={5} />}>
        {({ items }) =>
          items.length ? (
            <ul className="grid">
              {items.map(app => (
                <AppLine key={app.connectionId} app={app} />
              ))}
            </ul>
          ) : (
            <p className="text-soft">Nothing is connected yet. Every app that you connect waits for approvals until you choose otherwise here.</p>
          )
        }
      </Loaded>
    </Section>
  )
}

const AppLine = ({ app }: { app: AppMode }) => {
  const users = useQuery({ ...approversQuery, enabled: useMay('users:read') }).data?.items ?? []
  const write = useWriteMode()
  const save = (change: Partial<Pick<AppMode, 'mode' | 'kinds'>> & { ownerId?: string | null }) => {
    const { mode, kinds, ownerId } = { mode: app.mode, kinds: app.kinds, ownerId: app.owner?.id ?? null, ...change }
    write.mutate(
      { id: app.connectionId, mode, kinds, ownerId },
      { onSuccess: () => say(`${app.connectionName}: ${modeWords[mode].toLowerCase()}.`), onError: error => sayTrouble(sentenceOf(error)) },
    )
  }
  const ownerId = app.owner?.id ?? ''
  return (
    <li className="grid items-center gap-x-5 gap-y-2 border-b border-line py-3 sm:grid-cols-[1fr_auto_auto]">
      <div className="min-w-0">
        <p className="font-strong">{app.connectionName}</p>
        <p className="text-meta text-soft">{modeMeanings[app.mode]}</p>
        {app.setBy && app.setAt && (
          <p className="text-meta text-faint">
            Chosen by {app.setBy} <Time at={app.setAt} />
          </p>
        )}
      </div>
      <SelectField
        label="Mode"
        aria-label={`Mode of ${app.connectionName}`}
        value={app.mode}
        disabled={write.isPending}
        onChange={event => {
          const chosen = modes.find(([mode]) => mode === event.target.value)
          if (chosen) save({ mode: chosen[0], kinds: chosen[0] === 'automatic' ? ['active_after_deactivation'] : [] })
        }}
      >
        {modes.map(([mode, words]) => (
          <option key={mode} value={mode}>
            {words}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Owner"
        aria-label={`Owner of ${app.connectionName}`}
        value={ownerId}
        disabled={write.isPending}
        onChange={event => save({ ownerId: event.target.value === '' ? null : event.target.value })}
      >
        <option value="">No owner</option>
        {app.owner && !users.some(({ id }) => id === ownerId) && <option value={ownerId}>{app.owner.name}</option>}
        {users.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      {app.mode === 'automatic' && <AutomaticKinds app={app} busy={write.isPending} onChange={kinds => save({ kinds })} />}
    </li>
  )
}
