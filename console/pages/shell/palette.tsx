import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { engagementsByTitle } from '../../data/engagements.ts'
import { useMay } from '../../data/me.ts'
import { peopleByName } from '../../data/people.ts'
import { Combobox } from '../../ui/combobox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useTheme } from '../../ui/theme.ts'
import { absolute } from '../../ui/time.tsx'
import { useSettingsPlaces } from '../settings/settings-places.ts'
import { useLeave } from '../vocabulary/use-leave.ts'
import { usePlaces } from './places.ts'

interface Entry {
  id: string
  words: string
  kind: string
  run: () => unknown
}

/** Goes anywhere: places, things that can be done, calls by what was said in them, people by name. */
export const Palette = ({ onClose }: { onClose: () => void }) => {
  const [text, setText] = useState('')
  const q = useDeferredValue(text.trim())
  const found = useFound(q)
  const fitting = useCommands(q !== '').filter(({ words }) => words.toLowerCase().includes(q.toLowerCase()))
  return (
    <Dialog title="Search or go to" onClose={onClose} bare>
      <div className="p-4">
        <Combobox
          label="Search or go to"
          placeholder="Calls, people, places, actions"
          text={text}
          onText={setText}
          items={[...fitting, ...found.entries]}
          loading={found.loading}
          none="Nothing has this name."
          keyOf={({ id }) => id}
          onPick={({ run }) => {
            onClose()
            void run()
          }}
          draw={drawEntry}
        />
      </div>
    </Dialog>
  )
}

const drawEntry = ({ words, kind }: Entry) => (
  <span className="flex justify-between gap-4">
    <span className="truncate">{words}</span>
    <span className="shrink-0 text-faint">{kind}</span>
  </span>
)

/** The pages of the settings are many: they are offered to whoever looks for one. */
const useCommands = (withSettings: boolean): Entry[] => {
  const navigate = useNavigate()
  const { leave } = useLeave()
  const [theme, setTheme] = useTheme()
  const mayImport = useMay('calls:write')
  const mayConnect = useMay('connections:write')
  const settings = useSettingsPlaces().filter(({ to }) => withSettings && to !== '/settings')
  const other = theme === 'dark' ? 'light' : 'dark'
  return [
    ...usePlaces().map(({ to, label }) => ({ id: to, words: label, kind: 'Place', run: () => navigate({ to }) })),
    ...settings.map(({ to, label }) => ({ id: to, words: label, kind: 'Settings', run: () => navigate({ to }) })),
    ...(mayImport ? [{ id: 'import', words: 'Import calls', kind: 'Action', run: () => navigate({ to: '/calls', search: { import: 'open' } }) }] : []),
    ...(mayConnect ? [{ id: 'connect', words: 'Add a connection', kind: 'Action', run: () => navigate({ to: '/connections', hash: 'catalogue' }) }] : []),
    { id: 'theme', words: `Use the ${other} theme`, kind: 'Action', run: () => setTheme(other) },
    {
      id: 'sign-out',
      words: 'Sign out',
      kind: 'Action',
      run: leave,
    },
  ]
}

const useFound = (q: string): { entries: Entry[]; loading: boolean } => {
  const navigate = useNavigate()
  const asked = q.length >= 2
  const calls = useQuery({ ...engagementsByTitle(q), enabled: asked })
  const people = useQuery({ ...peopleByName(q), enabled: asked })
  if (!asked) return { entries: [], loading: false }
  return {
    loading: calls.isFetching || people.isFetching,
    entries: [
      ...(people.data?.items ?? []).map(({ id, displayName }) => ({
        id,
        words: displayName,
        kind: 'Person',
        run: () => navigate({ to: '/people/$id', params: { id } }),
      })),
      ...(calls.data?.items ?? []).map(({ id, title, startedAt }) => ({
        id,
        words: title,
        kind: `Call, ${absolute(startedAt)}`,
        run: () => navigate({ to: '/calls/$id', params: { id } }),
      })),
    ],
  }
}
