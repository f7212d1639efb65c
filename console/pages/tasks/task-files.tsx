import type { Task } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { taskFileAddress, useAttachTaskFile } from '../../data/tasks.ts'
import { classNames } from '../../ui/class-names.ts'
import { Hash } from '../../ui/copyable.tsx'
import { count } from '../../ui/numbers.ts'
import { Time } from '../../ui/time.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'

/** Files that prove it, each with its hash, and where to drop the next one. */
export const TaskFiles = ({ task, mayWork }: { task: Task; mayWork: boolean }) => {
  const attach = useAttachTaskFile()
  const [over, setOver] = useState(false)
  const send = async (files: FileList | null) => {
    for (const file of files ?? [])
      await attach.mutateAsync({ id: task.id, file }).then(
        ({ name }) => say(`${name} is kept.`),
        (error: Error) => sayTrouble(sentenceOf(error)),
      )
  }
  return (
    <div className="grid gap-3">
      {task.files.length === 0 && !mayWork && <p className="text-soft">No file was uploaded.</p>}
      <ul className="grid gap-2.5">
        {task.files.map(({ id, name, by, at, size, sha256 }) => (
          <li key={id} className="grid gap-0.5">
            <a href={taskFileAddress(task.id, id)} download={name} className="rounded-small break-words text-accent hover:underline">
              {name}
            </a>
            <span className="flex flex-wrap items-center gap-x-3 gap-y-2 py-1 text-meta text-faint">
              <span>
                {by}, <Time at={at} />
              </span>
              <span>{count(Math.ceil(size / 1024))} kB</span>
              <span className="inline-flex items-center gap-1.5">
                SHA-256 <Hash value={sha256} label={`the hash of ${name}`} />
              </span>
            </span>
          </li>
        ))}
      </ul>
      {mayWork && (
        // The keyboard acts through the file field inside.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
        <label
          className={classNames(
            'grid cursor-pointer gap-0.5 rounded-base border border-dashed border-edge px-4 py-3 text-center focus-within:border-accent hover:bg-hover',
            over && 'bg-hover',
          )}
          onDragOver={event => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={event => {
            event.preventDefault()
            setOver(false)
            void send(event.dataTransfer.files)
          }}
        >
          <input
            type="file"
            multiple
            accept=".png,.pdf,.csv,.txt,.eml"
            className="sr-only"
            onChange={event => {
              void send(event.target.files)
              event.target.value = ''
            }}
          />
          <span className="font-strong">{attach.isPending ? 'Uploading…' : 'Drop evidence here, or choose files'}</span>
          <span className="text-meta text-faint">PNG, PDF, CSV, text or e-mail (.eml), up to 10 MB each</span>
        </label>
      )}
    </div>
  )
}
