import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useMay } from '../../data/me.ts'
import { useDeleteTracker, useSaveTracker, type TrackerRow } from '../../data/trackers.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea, TextField } from '../../ui/field.tsx'
import { Inspector } from '../../ui/inspector.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Trouble } from '../../ui/states.tsx'
import { Switch } from '../../ui/switch.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'

/** One phrase per line; empty and doubled lines do not count. */
const phrasesIn = (text: string) => [...new Set(text.split('\n').map(line => line.trim()))].filter(Boolean)

/** Makes or changes a tracker. Past calls are scanned again afterwards. */
export const TrackerInspector = ({ tracker, onClose }: { tracker: TrackerRow | null; onClose: () => void }) => {
  const [name, setName] = useState(tracker?.name ?? '')
  const [text, setText] = useState(tracker?.phrases.join('\n') ?? '')
  const [enabled, setEnabled] = useState(tracker?.enabled ?? true)
  const mayWrite = useMay('trackers:write')
  const save = useSaveTracker()
  const remove = useDeleteTracker()
  const phrases = phrasesIn(text)
  const ready = name.trim() !== '' && phrases.length > 0
  const submit = () =>
    save.mutate(
      { id: tracker?.id, name: name.trim(), phrases, enabled },
      {
        onSuccess: saved => {
          say(`“${saved.name}” is saved. Past calls are scanned again.`)
          onClose()
        },
      },
    )
  const removeIt = (gone: TrackerRow) => {
    const again = { name: gone.name, phrases: gone.phrases, enabled: gone.enabled }
    remove.mutate(gone.id, {
      onSuccess: () => {
        say(`“${gone.name}” was deleted.`, () => save.mutate(again, { onSuccess: () => say(`“${gone.name}” is back. Past calls are scanned again.`) }))
        onClose()
      },
      onError: error => sayTrouble(sentenceOf(error)),
    })
  }
  return (
    <Inspector
      title={tracker?.name ?? 'New tracker'}
      onClose={onClose}
      actions={
        mayWrite && (
          <>
            <Button look="primary" type="submit" form="tracker" disabled={!ready} busy={save.isPending && 'Saving…'}>
              {tracker ? 'Save' : 'Add tracker'}
            </Button>
            {tracker && (
              <Button className="ml-auto" busy={remove.isPending && 'Deleting…'} onClick={() => removeIt(tracker)}>
                Delete
              </Button>
            )}
          </>
        )
      }
    >
      <form
        id="tracker"
        className="grid gap-5"
        onSubmit={event => {
          event.preventDefault()
          if (ready) submit()
        }}
      >
        {save.error && <Trouble sentence={sentenceOf(save.error)} />}
        {tracker && (
          <p className="text-soft">
            Heard {countOf(tracker.hits, 'time')} in{' '}
            <Link to="/calls" search={{ trackerId: tracker.id }} className="text-accent underline underline-offset-2">
              {countOf(tracker.engagements, 'call')}
            </Link>
            .
          </p>
        )}
        <TextField label="Name" value={name} maxLength={80} disabled={!mayWrite} onChange={event => setName(event.target.value)} />
        <TextArea
          label="Phrases"
          rows={12}
          value={text}
          disabled={!mayWrite}
          spellCheck={false}
          hint={`One per line, ${countOf(phrases.length, 'phrase')}. A phrase matches whole words, whatever their case.`}
          onChange={event => setText(event.target.value)}
        />
        <Switch label="Listen for it" hint="Off, its past hits stay and new calls are not scanned for it." on={enabled} onChange={setEnabled} />
      </form>
    </Inspector>
  )
}
