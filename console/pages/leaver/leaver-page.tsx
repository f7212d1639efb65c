import { useQuery } from '@tanstack/react-query'
import type { Leaver } from '@rollcall/contract'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { leaverQuery } from '../../data/leaving.ts'
import { Button } from '../../ui/button.tsx'
import { BackIcon, PrintIcon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Fact, Facts, Section } from '../../ui/section.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { Time, toTheSecond } from '../../ui/time.tsx'
import { usePrintPage } from '../../ui/use-print-page.ts'
import { doorWords, LeaverMark } from '../vocabulary/leaver-words.tsx'
import { Printed } from '../vocabulary/printed.tsx'
import { HandOverDialog } from './hand-over-dialog.tsx'
import { HandOvers } from './hand-overs.tsx'
import { StillOpen } from './still-open.tsx'

const route = getRouteApi('/shell/settings/leavers/$id')

/** The certificate of a departure: who left, when each thing ended, who has what they owned, and what is still open. */
export const LeaverPage = () => {
  const { id } = route.useParams()
  const { print, printedAt } = usePrintPage()
  const query = useQuery(leaverQuery(id))
  const [handing, setHanding] = useState(false)
  const leaver = query.data
  return (
    <Page
      title={leaver?.name ?? 'Leaver'}
      lead={
        leaver && (
          <p className="flex flex-wrap items-baseline gap-x-3">
            <LeaverMark leaver={leaver} />
            <span className="break-all">{leaver.email}</span>
          </p>
        )
      }
      above={
        <Link to="/settings/leavers" className="screen-only mb-3 inline-flex items-center gap-1.5 rounded-small text-faint hover:text-ink">
          <BackIcon /> Leavers
        </Link>
      }
      actions={
        leaver && (
          <>
            <Button look="quiet" onClick={print}>
              <PrintIcon /> Print
            </Button>
            {leaver.open.calls > 0 && (
              <Button look="primary" onClick={() => setHanding(true)}>
                Hand over their calls
              </Button>
            )}
          </>
        )
      }
    >
      <Loaded query={query}>{loaded => <Story leaver={loaded} printedAt={printedAt} />}</Loaded>
      {handing && leaver && <HandOverDialog leaver={leaver} onClose={() => setHanding(false)} />}
    </Page>
  )
}

const kinds = { session: 'Session', token: 'API token' } as const

const Story = ({ leaver, printedAt }: { leaver: Leaver; printedAt: string | null }) => {
  return (
    <div className="max-w-3xl">
      <Printed at={printedAt} />
      <Section title="Left">
        <Facts>
          <Fact term="When">{toTheSecond(leaver.leftAt)}</Fact>
          <Fact term="Door">{doorWords(leaver.door)}</Fact>
          <Fact term="By">{leaver.actor ?? 'Not known'}</Fact>
          {leaver.deletedAt && <Fact term="Deleted">{toTheSecond(leaver.deletedAt)}</Fact>}
          {leaver.returnedAt && <Fact term="Came back">{toTheSecond(leaver.returnedAt)}</Fact>}
        </Facts>
      </Section>
      <Section title="What ended">
        <p>
          {leaver.ended.length
            ? `All of it at ${toTheSecond(leaver.endedAt)}, in the same transaction. Their open connections were closed.`
            : 'They had no session and no token at the time.'}
        </p>
        <ul className="mt-2 grid gap-1">
          {leaver.ended.map(({ kind, name }, index) => (
            <li key={index}>
              <StateMark shape="check" tone="proof">
                {kinds[kind]} ended
              </StateMark>{' '}
              <span className="text-faint">{name}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Handed over">
        <HandOvers leaver={leaver} />
      </Section>
      <Section title="Still open">
        <StillOpen leaver={leaver} />
        {leaver.returnedAt && (
          <p className="mt-2 text-soft">
            They are back since <Time at={leaver.returnedAt} />. Sessions and tokens do not come back; they sign in anew.
          </p>
        )}
      </Section>
    </div>
  )
}
