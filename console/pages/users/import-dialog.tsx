import { useState } from 'react'
import type { UserImport } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { usePreviewImport } from '../../data/user-imports.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { Trouble } from '../../ui/states.tsx'
import { ImportPreview } from './import-preview.tsx'

/** A CSV file: chosen, looked at row by row, applied as it was looked at, and taken back. */
export const ImportDialog = ({ onClose }: { onClose: () => void }) => {
  const preview = usePreviewImport()
  const [looked, setLooked] = useState<UserImport>()
  const again = () => {
    setLooked(undefined)
    preview.reset()
  }
  if (looked) return <ImportPreview first={looked} onAgain={again} onClose={onClose} />
  return (
    <Dialog title="Import users" onClose={onClose} actions={<Button onClick={onClose}>Cancel</Button>}>
      <div className="grid gap-4">
        <p>
          A CSV file with a column <code className="font-mono text-meta">userName</code> or <code className="font-mono text-meta">email</code>, and any of name,
          title, department, role, licence, manager, active and externalId. An empty cell changes nothing. Nothing is done until you have seen what it would do.
        </p>
        <FileButton look="primary" busy={preview.isPending && 'Looking at it…'} onFile={file => preview.mutate(file, { onSuccess: setLooked })}>
          Choose a file
        </FileButton>
        {preview.error && <Trouble sentence={sentenceOf(preview.error)} />}
      </div>
    </Dialog>
  )
}
