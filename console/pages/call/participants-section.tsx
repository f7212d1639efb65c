import type { Engagement } from '@rollcall/contract'
import { useState } from 'react'
import { useMay } from '../../data/me.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { sideWords } from '../vocabulary/call-words.tsx'
import { ParticipantsDialog } from './participants-dialog.tsx'

/** Who took part, on which side; measures and moments follow what is said here. */
export const ParticipantsSection = ({ engagement }: { engagement: Engagement }) => {
  const [editing, setEditing] = useState(false)
  const mayEdit = useMay('calls:write')
  const unknown = engagement.speakers.some(({ side }) => side === 'unknown')
  return (
    <Section
      title="Participants"
      aside={
        mayEdit && (
          <Button look="quiet" className="-mr-3" onClick={() => setEditing(true)}>
            Edit
          </Button>
        )
      }
    >
      <ul className="grid gap-2">
        {engagement.participants.map(({ name, email, title, side, speaker }) => (
          <li key={`${name}-${speaker}`} className="grid">
            <span className="flex justify-between gap-4">
              <span>{name}</span>
              <span className={side === 'unknown' ? 'text-warm' : 'text-soft'}>{sideWords[side]}</span>
            </span>
            <span className="text-meta break-words text-faint">{[title, email].filter(Boolean).join(', ') || 'No e-mail known'}</span>
          </li>
        ))}
      </ul>
      {!engagement.participants.length && <p className="text-soft">Nobody has been named yet.</p>}
      {unknown && mayEdit && <p className="mt-3 text-meta text-soft">Say who sits on which side: measures and trackers then count each side apart.</p>}
      {editing && <ParticipantsDialog engagement={engagement} onClose={() => setEditing(false)} />}
    </Section>
  )
}
