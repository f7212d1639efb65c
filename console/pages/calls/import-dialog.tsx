import { useState } from 'react'
import type { EngagementKind } from '@rollcall/contract'
import { useMe } from '../../data/me.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { UploadIcon } from '../../ui/icons.tsx'
import { countOf } from '../../ui/numbers.ts'
import { kindWords } from '../vocabulary/call-words.tsx'
import { ParticipantRows, writtenParticipants, type ParticipantDraft } from '../vocabulary/participant-rows.tsx'
import { ImportFileRow } from './import-file-row.tsx'
import type { useImport } from './use-import.ts'

interface ImportDialogProps {
  importing: ReturnType<typeof useImport>
  onClose: () => void
}

/** Takes transcripts in: files, and what stands beside them. Everything has a default that is right most of the time. */
export const ImportDialog = ({ importing, onClose }: ImportDialogProps) => {
  const me = useMe()
  const [kind, setKind] = useState<EngagementKind>('meeting')
  const [owner, setOwner] = useState(me?.user.email ?? '')
  const [participants, setParticipants] = useState<ParticipantDraft[]>([])
  const { files, sending } = importing
  const left = files.filter(({ state }) => state !== 'done').length
  const finished = files.length > 0 && left === 0
  const send = () => importing.send({ kind, ...(owner && { ownerEmail: owner }), participants: writtenParticipants(participants) })
  return (
    <Dialog
      title="Import calls"
      onClose={onClose}
      wide
      actions={
        finished ? (
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{sending ? 'Leave it running' : 'Cancel'}</Button>
            <Button look="primary" disabled={!left} busy={sending && 'Importing…'} onClick={() => void send()}>
              {left ? `Import ${countOf(left, 'call')}` : 'Import'}
            </Button>
          </>
        )
      }
    >
      <div className="grid gap-6">
        <label className="flex cursor-pointer items-center gap-3 rounded-base border border-dashed border-edge px-4 py-4 text-soft hover:border-accent hover:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent">
          <UploadIcon />
          <span>
            <span className="font-strong text-accent">Choose transcripts</span> or drop them anywhere on the page. WebVTT, SRT, or the JSON of Deepgram,
            AssemblyAI, Whisper or AWS Transcribe.
          </span>
          <input
            type="file"
            multiple
            accept=".vtt,.srt,.json"
            className="sr-only"
            onChange={event => {
              importing.add([...(event.target.files ?? [])])
              event.target.value = ''
            }}
          />
        </label>
        {files.length > 0 && (
          <ul className="grid border-t border-line">
            {files.map(file => (
              <ImportFileRow key={file.key} file={file} onChange={part => importing.change(file.key, part)} onRemove={() => importing.remove(file.key)} />
            ))}
          </ul>
        )}
        {!finished && (
          <>
            <div className="grid gap-4 sm:grid-cols-2">
              <SelectField label="Kind" value={kind} onChange={event => setKind(event.target.value as EngagementKind)}>
                {Object.entries(kindWords).map(([value, words]) => (
                  <option key={value} value={value}>
                    {words}
                  </option>
                ))}
              </SelectField>
              <TextField label="Owner’s e-mail" type="email" optional value={owner} onChange={event => setOwner(event.target.value)} />
            </div>
            <div className="grid gap-2">
              <p>
                <span className="font-strong">Participants</span> <span className="text-faint">(optional)</span>
              </p>
              <p className="text-meta text-faint">Customers’ e-mail addresses are what a call is matched to an account by. You can add them later, too.</p>
              <ParticipantRows participants={participants} onChange={setParticipants} />
            </div>
          </>
        )}
      </div>
    </Dialog>
  )
}
