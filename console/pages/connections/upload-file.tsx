import { useState } from 'react'
import type { Connection, FileKind, FileMapping, FilePreview } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { usePreviewFile, useUploadFile } from '../../data/source-files.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { TextField } from '../../ui/field.tsx'
import { count, countOf } from '../../ui/numbers.ts'
import { Section } from '../../ui/section.tsx'
import { Trouble } from '../../ui/states.tsx'
import { say } from '../../ui/toasts.tsx'
import { FileRows } from './file-rows.tsx'
import { MappingEditor } from './mapping-editor.tsx'

interface UploadFileProps {
  connection: Connection
  kind: FileKind
  onClose: () => void
}

/** A file: chosen, explained where that is new, looked at row by row, and uploaded. */
export const UploadFile = ({ connection: { id, name }, kind, onClose }: UploadFileProps) => {
  const [file, setFile] = useState<File>()
  const [looked, setLooked] = useState<FilePreview>()
  const [mapping, setMapping] = useState<FileMapping>()
  const [expectedRows, setExpectedRows] = useState('')
  const preview = usePreviewFile()
  const upload = useUploadFile()
  const look = (chosen: File, by?: FileMapping) =>
    preview.mutate(
      { id, file: chosen, ...(by && { mapping: by }), expectedRows },
      {
        onSuccess: found => {
          setFile(chosen)
          setLooked(found)
          setMapping(by ?? found.mapping)
        },
      },
    )
  const change = (by: FileMapping) => {
    setMapping(by)
    if (file) look(file, by)
  }
  const send = () =>
    file &&
    mapping &&
    upload.mutate(
      { id, file, mapping, expectedRows },
      {
        onSuccess: ({ created }) => {
          say(created ? `${file.name} is being read.` : `${file.name} is the file that was uploaded last; it is not read again.`)
          onClose()
        },
      },
    )
  const error = preview.error ?? upload.error
  return (
    <Dialog
      wide
      title={looked && file ? `Upload ${file.name}` : `Upload a file to ${name}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {looked && (
            <Button look="primary" disabled={!mapping?.columns.id || preview.isPending} busy={upload.isPending && 'Uploading…'} onClick={send}>
              Upload {countOf(looked.rows, 'row')}
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-6">
        {!looked && (
          <p>
            A CSV file with a head line and a line for each {kind.resource === 'identities' ? 'person' : 'account'}: all of them, as what a file does not list
            is taken for gone. Nothing is kept until you have seen what it says.
          </p>
        )}
        <FileButton look={looked ? undefined : 'primary'} busy={preview.isPending && 'Looking at it…'} onFile={look}>
          {looked ? 'Choose another file' : 'Choose a file'}
        </FileButton>
        {error && <Trouble sentence={sentenceOf(error)} />}
        {looked && mapping && (
          <>
            <div className="grid gap-1" aria-live="polite">
              <p>{standing(looked)}</p>
              {looked.problems.map(problem => (
                <p key={problem} className="text-warm">
                  {problem}
                </p>
              ))}
            </div>
            <MappingEditor kind={kind} looked={looked} mapping={mapping} onChange={change} />
            <TextField
              label="How many rows it should have"
              hint="As the system that wrote it counts them; a file that was cut off is noticed by it."
              optional
              inputMode="numeric"
              className="max-w-xs"
              value={expectedRows}
              onChange={event => setExpectedRows(event.target.value.replaceAll(/\D/g, ''))}
            />
            <Section title="Rows">
              <FileRows rows={looked.sample} />
              {looked.rows > looked.sample.length && (
                <p className="pt-2 text-soft">The first {count(looked.sample.length)}, and the first of those that cannot be read.</p>
              )}
            </Section>
          </>
        )}
      </div>
    </Dialog>
  )
}

const origins: Record<FilePreview['mappedBy'], string> = {
  saved: 'The columns are those of the last file, and mean what they meant then.',
  suggested: 'What the columns mean is guessed from their heads. Look at it once; it is kept for the next file.',
  given: 'What the columns mean is kept for the next file.',
}

const standing = ({ rows, refused, added, gone, mappedBy }: FilePreview): string =>
  `${countOf(rows, 'row')}: ${count(added)} new, ${count(gone)} no longer listed, ${count(refused)} that cannot be read. ${origins[mappedBy]}`
