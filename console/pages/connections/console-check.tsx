import type { Connection } from '@rollcall/contract'
import { useQuery } from '@tanstack/react-query'
import { sentenceOf } from '../../data/api-problem.ts'
import { consoleCheckQuery, useCheckConnection } from '../../data/connections.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { Time } from '../../ui/time.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'

/** What the last look at an admin console saw, and how to look again. Nothing is pressed that changes anything. */
export const ConsoleCheck = ({ connection: { id, name }, mayCheck }: { connection: Connection; mayCheck: boolean }) => {
  const { data } = useQuery(consoleCheckQuery(id))
  const check = useCheckConnection()
  const picture = data?.screenshot
  return (
    <Section
      title="Console"
      aside={
        mayCheck && (
          <Button
            busy={check.isPending && 'Looking…'}
            onClick={() => check.mutate(id, { onSuccess: after => say(`${name}: ${after.detail}`), onError: error => sayTrouble(sentenceOf(error)) })}
          >
            Check the console now
          </Button>
        )
      }
    >
      <p className="mb-3 text-soft">
        Rollcall works this console in a browser of its own. Every day it signs in and looks for everything that it would press, without pressing it.
      </p>
      {picture ? (
        <figure className="grid gap-1.5">
          <img src={`data:image/png;base64,${picture.png}`} alt={`${name}: ${picture.shows}`} className="w-full rounded-base border border-line" />
          <figcaption className="text-meta text-soft">
            Seen <Time at={picture.takenAt} />: {picture.shows}.
          </figcaption>
        </figure>
      ) : (
        data && <p className="text-soft">No picture yet. The first check takes one.</p>
      )}
    </Section>
  )
}
