import type { Engagement } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useUpdateParticipants } from '../../data/engagements.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Trouble } from '../../ui/states.tsx'
import { say } from '../../ui/toasts.tsx'
import { newParticipant, ParticipantRows, writtenParticipants, type ParticipantDraft } from '../vocabulary/participant-rows.tsx'

/** The participants as they are, and every voice of the transcript that nobody has claimed. */
const draftsOf = ({ participants, speakers }: Engagement): ParticipantDraft[] => {
  const claimed = new Set(participants.map(({ speaker }) => speaker))
  return [
    ...participants.map(({ name, email, title, side, speaker }) =>
      newParticipant({ name, email: email ?? '', title: title ?? '', side, speaker: speaker ?? '' }),
    ),
    ...speakers.filter(({ label }) => !claimed.has(label)).map(({ name, label, side }) => newParticipant({ name, speaker: label, side })),
  ]
}

export const ParticipantsDialog = ({ engagement, onClose }: { engagement: Engagement; onClose: () => void }) => {
  const [drafts, setDrafts] = useState(() => draftsOf(engagement))
  const update = useUpdateParticipants()
  const save = () =>
    update.mutate(
      { id: engagement.id, participants: writtenParticipants(drafts) },
      {
        onSuccess: () => {
          say('Participants saved. Measures and moments follow.')
          onClose()
        },
      },
    )
  return (
    <Dialog
      title="Who took part"
      onClose={onClose}
      wide
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" busy={update.isPending && 'Saving…'} onClick={save}>
            Save participants
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {update.error && <Trouble sentence={sentenceOf(update.error)} />}
        <p className="text-soft">Give each voice of the transcript its person and its side.</p>
        <ParticipantRows participants={drafts} speakers={engagement.speakers.map(({ label }) => label)} onChange={setDrafts} />
      </div>
    </Dialog>
  )
}
