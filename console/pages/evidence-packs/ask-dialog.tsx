import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { connectionsQuery } from '../../data/connections.ts'
import { useRequestEvidencePack } from '../../data/evidence-packs.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Trouble } from '../../ui/states.tsx'
import { say } from '../../ui/toasts.tsx'

const dayMs = 86_400_000
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)

/** The period, both days included, and the apps. */
export const AskDialog = ({ onClose }: { onClose: () => void }) => {
  const ask = useRequestEvidencePack()
  const connections = useQuery(connectionsQuery).data?.items ?? []
  const [from, setFrom] = useState(() => dayOf(Date.now() - 90 * dayMs))
  const [to, setTo] = useState(() => dayOf(Date.now()))
  const [chosen, setChosen] = useState<readonly string[]>([])
  const toggle = (id: string) => setChosen(chosen.includes(id) ? chosen.filter(each => each !== id) : [...chosen, id])
  return (
    <Dialog title="Make an evidence pack" onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={event => {
          event.preventDefault()
          ask.mutate(
            { from: new Date(from).toISOString(), to: new Date(Date.parse(to) + dayMs).toISOString(), connectionIds: [...chosen], personIds: [] },
            {
              onSuccess: () => {
                say('The pack is being made.')
                onClose()
              },
            },
          )
        }}
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField label="From" type="date" required value={from} onChange={event => setFrom(event.target.value)} />
          <TextField label="To, this day included" type="date" required value={to} onChange={event => setTo(event.target.value)} />
        </div>
        <fieldset className="grid gap-2">
          <legend className="mb-1.5 font-strong">Apps</legend>
          <p className="text-meta text-faint">All of them when none is chosen. A population always is that of the whole app, as it was last read.</p>
          {connections.map(({ id, name }) => (
            <label key={id} className="flex items-center gap-2">
              <input type="checkbox" className="size-4 accent-accent" checked={chosen.includes(id)} onChange={() => toggle(id)} />
              {name}
            </label>
          ))}
        </fieldset>
        {ask.error && <Trouble sentence={sentenceOf(ask.error)} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={from === '' || to === ''} busy={ask.isPending && 'Asking…'}>
            Make the pack
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
