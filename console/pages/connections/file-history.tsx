import { useQuery } from '@tanstack/react-query'
import type { SourceFile } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { useMay } from '../../data/me.ts'
import { sourceFilesQuery, useConfirmFile } from '../../data/source-files.ts'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Section } from '../../ui/section.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { Lines } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'
import { VerdictMark } from '../vocabulary/connection-words.tsx'

/** Every file of a connection, the newest first, with what came of it. */
export const FileHistory = ({ connectionId }: { connectionId: string }) => {
  const files = useQuery(sourceFilesQuery(connectionId))
  return (
    <Section title="Files">
      <Loaded query={files} shape={<Lines count={3} />}>
        {({ items }) =>
          items.length ? (
            <ol className="grid gap-4">
              {items.map((file, index) => (
                <FileEntry key={file.id} connectionId={connectionId} file={file} isNewest={index === 0} />
              ))}
            </ol>
          ) : (
            <p className="text-soft">No file was uploaded yet. The first one says whom there is; each later one, what changed.</p>
          )
        }
      </Loaded>
    </Section>
  )
}

const FileEntry = ({ connectionId, file, isNewest }: { connectionId: string; file: SourceFile; isNewest: boolean }) => {
  const { fileName, uploadedBy, uploadedAt, verdict, doubt, confirmedBy, confirmedAt } = file
  return (
    <li className="grid gap-1">
      <p className="flex items-baseline justify-between gap-4">
        <span className="font-strong break-all">{fileName}</span>
        <Time at={uploadedAt} className="text-meta text-faint" />
      </p>
      <p className="text-meta text-soft">{verdict ? `${countOf(verdict.rows, 'row')}, uploaded by ${uploadedBy}` : `Uploaded by ${uploadedBy}`}</p>
      <p>
        {verdict ? (
          <VerdictMark verdict={verdict} />
        ) : (
          <StateMark shape="arc" tone="soft">
            Being read
          </StateMark>
        )}
      </p>
      {verdict?.problems.map(problem => (
        <p key={problem} className="text-warm">
          {problem}
        </p>
      ))}
      {confirmedAt ? (
        <p className="text-meta text-soft">
          Confirmed as whole by {confirmedBy}, <Time at={confirmedAt} />.
        </p>
      ) : (
        doubt && isNewest && verdict && !verdict.complete && <Confirm connectionId={connectionId} file={file} />
      )}
    </li>
  )
}

const Confirm = ({ connectionId, file: { id, fileName } }: { connectionId: string; file: SourceFile }) => {
  const confirm = useConfirmFile()
  if (!useMay('connections:write')) return null
  return (
    <div>
      <Button
        busy={confirm.isPending && 'Confirming…'}
        onClick={() =>
          confirm.mutate(
            { id: connectionId, fileId: id },
            { onSuccess: () => say(`${fileName} counts as whole.`), onError: error => sayTrouble(sentenceOf(error)) },
          )
        }
      >
        Confirm that this file is whole
      </Button>
    </div>
  )
}
