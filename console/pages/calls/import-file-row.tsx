import { Link } from '@tanstack/react-router'
import { IconButton } from '../../ui/button.tsx'
import { CloseIcon } from '../../ui/icons.tsx'
import { Progress } from '../../ui/progress.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import type { ImportFile } from './use-import.ts'

interface ImportFileRowProps {
  file: ImportFile
  onChange: (part: Partial<ImportFile>) => void
  onRemove: () => void
}

const box = 'h-8 min-w-0 rounded-base border border-edge bg-raised px-2 pointer-coarse:h-10'
const kilobytes = (bytes: number) => `${Math.max(1, Math.round(bytes / 1024))} kB`

/** One file: what it will be called, how far it is, or why it was refused. */
export const ImportFileRow = ({ file, onChange, onRemove }: ImportFileRowProps) => (
  <li className="grid gap-2 border-b border-line py-3">
    {file.state === 'ready' || file.state === 'failed' ? (
      <div className="flex items-start gap-2">
        <div className="grid flex-1 gap-2 sm:grid-cols-[1fr_13rem]">
          <input aria-label={`Title of ${file.file.name}`} className={box} value={file.title} onChange={event => onChange({ title: event.target.value })} />
          <input
            aria-label={`Start of ${file.file.name}`}
            type="datetime-local"
            className={box}
            value={file.startedAt}
            onChange={event => onChange({ startedAt: event.target.value })}
          />
        </div>
        <IconButton label={`Leave out ${file.file.name}`} onClick={onRemove}>
          <CloseIcon />
        </IconButton>
      </div>
    ) : (
      <p className="flex justify-between gap-4">
        <span className="truncate">{file.result?.title ?? file.title}</span>
        {file.result && (
          <span className="flex shrink-0 gap-4">
            <StateMark shape="check" tone="ink">
              {file.result.created ? 'Imported' : 'Was here already'}
            </StateMark>
            <Link to="/calls/$id" params={{ id: file.result.id }} className="text-accent hover:underline">
              Open
            </Link>
          </span>
        )}
      </p>
    )}
    {file.state === 'sending' && (
      <Progress
        label={file.share < 1 ? `${file.file.name}: ${Math.round(file.share * 100)} % of ${kilobytes(file.file.size)} sent` : `${file.file.name}: being read`}
        share={file.share < 1 ? file.share : null}
      />
    )}
    {file.state === 'failed' && (
      <p role="alert" className="text-meta text-warm">
        {file.file.name}: {file.problem}
      </p>
    )}
  </li>
)
