import type { Side } from '@rollcall/contract'
import { Button, IconButton } from '../../ui/button.tsx'
import { CloseIcon, PlusIcon } from '../../ui/icons.tsx'
import { sideWords } from './call-words.tsx'

/** A participant as a form holds it: empty texts where nothing is known. */
export interface ParticipantDraft {
  key: string
  name: string
  email: string
  title: string
  side: Side
  speaker: string
}

export const newParticipant = (part: Partial<ParticipantDraft> = {}): ParticipantDraft => ({
  key: crypto.randomUUID(),
  name: '',
  email: '',
  title: '',
  side: 'unknown',
  speaker: '',
  ...part,
})

/** The participants as the server takes them: rows without a name are left out, empty texts too. */
export const writtenParticipants = (drafts: readonly ParticipantDraft[]) =>
  drafts
    .filter(({ name }) => name.trim())
    .map(({ name, email, title, side, speaker }) => ({
      name: name.trim(),
      side,
      ...(email.trim() && { email: email.trim() }),
      ...(title.trim() && { title: title.trim() }),
      ...(speaker && { speaker }),
    }))

interface ParticipantRowsProps {
  participants: readonly ParticipantDraft[]
  /** The voices of the transcript, when it is there already. */
  speakers?: readonly string[]
  onChange: (participants: ParticipantDraft[]) => void
}

const box = 'h-8 w-full min-w-0 rounded-base border border-edge bg-raised px-2 pointer-coarse:h-10'

/** Who took part, one row each. */
export const ParticipantRows = ({ participants, speakers, onChange }: ParticipantRowsProps) => {
  const change = (key: string, part: Partial<ParticipantDraft>) => onChange(participants.map(one => (one.key === key ? { ...one, ...part } : one)))
  return (
    <div className="grid justify-items-start gap-3">
      {participants.map((one, index) => (
        <fieldset key={one.key} className="flex w-full items-start gap-2">
          <legend className="sr-only">{one.name || `Participant ${index + 1}`}</legend>
          <div className={`grid flex-1 gap-2 sm:grid-cols-2 ${speakers ? 'lg:grid-cols-[1.2fr_1.5fr_8rem_8rem]' : 'lg:grid-cols-[1.2fr_1.5fr_8rem]'}`}>
            <input aria-label="Name" placeholder="Name" className={box} value={one.name} onChange={event => change(one.key, { name: event.target.value })} />
            <input
              aria-label="E-mail"
              placeholder="E-mail"
              type="email"
              className={box}
              value={one.email}
              onChange={event => change(one.key, { email: event.target.value })}
            />
            <select aria-label="Side" className={box} value={one.side} onChange={event => change(one.key, { side: event.target.value as Side })}>
              {Object.entries(sideWords).map(([side, words]) => (
                <option key={side} value={side}>
                  {words}
                </option>
              ))}
            </select>
            {speakers && (
              <select aria-label="Speaker" className={box} value={one.speaker} onChange={event => change(one.key, { speaker: event.target.value })}>
                <option value="">Not heard</option>
                {speakers.map(speaker => (
                  <option key={speaker}>{speaker}</option>
                ))}
              </select>
            )}
          </div>
          <IconButton label={`Remove ${one.name || `participant ${index + 1}`}`} onClick={() => onChange(participants.filter(({ key }) => key !== one.key))}>
            <CloseIcon />
          </IconButton>
        </fieldset>
      ))}
      <Button look="quiet" onClick={() => onChange([...participants, newParticipant()])}>
        <PlusIcon /> Add a participant
      </Button>
    </div>
  )
}
