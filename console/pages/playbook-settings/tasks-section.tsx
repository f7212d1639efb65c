import { useQuery } from '@tanstack/react-query'
import type { TaskDefaults } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useMay } from '../../data/me.ts'
import { taskDefaultsQuery, useSaveTaskDefaults } from '../../data/tasks.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { WholeNumberField } from '../../ui/field.tsx'
import { formText } from '../../ui/form-text.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/section.tsx'
import { SettingsForm } from '../../ui/settings-form.tsx'
import { Lines, Trouble } from '../../ui/states.tsx'
import { say } from '../../ui/toasts.tsx'
import { OwnerPicker } from '../vocabulary/user-picker.tsx'

type App = TaskDefaults['apps'][number]

/** Who gets what has to be done by hand in each app, and how long they have. */
export const TasksSection = () => {
  const query = useQuery(taskDefaultsQuery)
  return (
    <Section title="Tasks">
      <Loaded query={query} shape={<Lines count={6} />}>
        {defaults => <TasksForm key={JSON.stringify(defaults)} defaults={defaults} />}
      </Loaded>
    </Section>
  )
}

const daysIn = (form: FormData, name: string): number | null => (formText(form, name) === '' ? null : Number(formText(form, name)))

const TasksForm = ({ defaults: { dueDays, apps } }: { defaults: TaskDefaults }) => {
  const save = useSaveTaskDefaults()
  const [owners, setOwners] = useState<ReadonlyMap<string, App['owner']>>(new Map(apps.map(({ connectionId, owner }) => [connectionId, owner])))
  const ownerOf = ({ connectionId }: App) => owners.get(connectionId) ?? null
  const submit = (form: FormData) =>
    save.mutate(
      {
        dueDays: daysIn(form, 'dueDays') ?? dueDays,
        // An app without a choice of its own is left out.
        apps: apps
          .map(app => ({ connectionId: app.connectionId, ownerId: ownerOf(app)?.id ?? null, dueDays: daysIn(form, `dueDays-${app.connectionId}`) }))
          .filter(app => app.ownerId !== null || app.dueDays !== null),
      },
      { onSuccess: () => say('Saved. It holds for tasks that are opened from now on.') },
    )
  return (
    <SettingsForm submit="Save the tasks" saving={save.isPending} onSubmit={submit}>
      <p className="text-soft">Who gets the tasks, and how long they have. From a day before it is due, consoles and webhooks remind of a task once a day.</p>
      {save.error && <Trouble sentence={sentenceOf(save.error)} />}
      <WholeNumberField
        label="Days to do a task"
        name="dueDays"
        min={1}
        max={90}
        className="max-w-xs"
        hint="Where an app has no number of its own."
        defaultValue={dueDays}
        required
      />
      {apps.length === 0 && <p className="text-soft">Once an app is connected and its accounts were read, its owner and days can be chosen here.</p>}
      <ul className="border-t border-line">
        {apps.map(app => (
          <AppLine key={app.connectionId} app={app} owner={ownerOf(app)} onOwner={owner => setOwners(new Map(owners).set(app.connectionId, owner))} />
        ))}
      </ul>
    </SettingsForm>
  )
}

const AppLine = ({
  app: { connectionId, connectionName, dueDays },
  owner,
  onOwner,
}: {
  app: App
  owner: App['owner']
  onOwner: (owner: App['owner']) => void
}) => {
  const [picking, setPicking] = useState(false)
  const mayReadUsers = useMay('users:read')
  return (
    <li className="grid items-start gap-x-6 gap-y-2 border-b border-line py-3 sm:grid-cols-[1fr_8rem]">
      <div className="grid min-w-0 gap-1">
        <span className="font-strong">{connectionName}</span>
        <span className="text-soft">{owner ? `Its tasks go to ${owner.name}.` : 'Its tasks go to whoever gave the last approval.'}</span>
        {mayReadUsers && (
          <span className="-ml-3 flex flex-wrap">
            <Button look="quiet" aria-label={`${owner ? 'Choose another owner' : 'Choose an owner'} for ${connectionName}`} onClick={() => setPicking(true)}>
              {owner ? 'Choose another owner' : 'Choose an owner'}
            </Button>
            {owner && (
              <Button look="quiet" aria-label={`No owner for ${connectionName}`} onClick={() => onOwner(null)}>
                No owner
              </Button>
            )}
          </span>
        )}
      </div>
      <WholeNumberField
        label="Days"
        aria-label={`Days for ${connectionName}`}
        name={`dueDays-${connectionId}`}
        min={1}
        max={90}
        placeholder="As above"
        defaultValue={dueDays ?? ''}
      />
      {picking && (
        <Dialog title={`Who gets the tasks of ${connectionName}`} onClose={() => setPicking(false)}>
          <OwnerPicker
            label="Owner"
            onPick={({ id, name }) => {
              onOwner({ id, name })
              setPicking(false)
            }}
          />
        </Dialog>
      )}
    </li>
  )
}
