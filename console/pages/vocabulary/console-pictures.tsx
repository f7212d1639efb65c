import type { Evidence } from '@rollcall/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { consoleScreenshotQuery } from '../../data/connections.ts'
import { Hash } from '../../ui/copyable.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Time } from '../../ui/time.tsx'

type Screenshot = Evidence['screenshots'][number]

/** Pictures of an admin console that prove a step, fetched when somebody opens them. On paper each is its words and its hash. */
export const ConsolePictures = ({ app, screenshots }: { app: string; screenshots: readonly Screenshot[] }) => {
  const [opened, setOpened] = useState(false)
  if (screenshots.length === 0) return null
  return (
    <>
      <details className="screen-only mt-1" onToggle={event => setOpened(event.currentTarget.open)}>
        <summary className="w-fit rounded-small py-1 text-meta text-soft hover:text-ink">{countOf(screenshots.length, 'picture')} of the console</summary>
        {opened && (
          <ul className="mt-2 flex flex-wrap gap-4">
            {screenshots.map(screenshot => (
              <li key={screenshot.id} className="w-56 max-w-full">
                <Picture app={app} screenshot={screenshot} />
              </li>
            ))}
          </ul>
        )}
      </details>
      <ul className="print-only text-meta">
        {screenshots.map(({ id, shows, sha256 }) => (
          <li key={id}>
            Picture of {shows}, SHA-256 <span className="font-mono break-all">{sha256}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

const Picture = ({ app, screenshot: { id, shows, sha256 } }: { app: string; screenshot: Screenshot }) => {
  const { data, error } = useQuery(consoleScreenshotQuery(id))
  const [large, setLarge] = useState(false)
  const alt = `${app}: ${shows}`
  const image = data && `data:image/png;base64,${data.png}`
  return (
    <figure className="grid gap-1.5">
      {image ? (
        <button type="button" onClick={() => setLarge(true)} className="rounded-base">
          <span className="sr-only">Enlarge </span>
          <img src={image} alt={alt} className="aspect-[8/5] w-full rounded-base border border-line object-cover object-top" />
        </button>
      ) : (
        <div className="grid aspect-[8/5] w-full place-items-center rounded-base border border-line bg-rail p-3 text-meta text-soft" aria-busy={!error}>
          {error && sentenceOf(error)}
        </div>
      )}
      <figcaption className="grid gap-0.5 text-meta text-soft">
        <span>
          {shows}
          {data && (
            <>
              , <Time at={data.takenAt} />
            </>
          )}
        </span>
        <span className="flex items-center gap-2 text-faint">
          SHA-256 <Hash value={sha256} label={`the SHA-256 of the picture of ${shows}`} />
        </span>
      </figcaption>
      {large && image && (
        <Dialog title={alt} onClose={() => setLarge(false)} wide>
          <img src={image} alt={alt} className="w-full rounded-base border border-line" />
        </Dialog>
      )}
    </figure>
  )
}
