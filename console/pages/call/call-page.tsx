import { useQuery } from '@tanstack/react-query'
import type { Engagement } from '@rollcall/contract'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { engagementQuery, transcriptQuery, useDeleteEngagement } from '../../data/engagements.ts'
import { useMay } from '../../data/me.ts'
import { Button } from '../../ui/button.tsx'
import { BackIcon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { span } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { Lines } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { RemoveByName } from '../vocabulary/remove-by-name.tsx'
import { kindWords } from '../vocabulary/call-words.tsx'
import { BriefSection } from './brief-section.tsx'
import { DeliveriesSection } from './deliveries-section.tsx'
import { DeliveryDialog } from './delivery-dialog.tsx'
import { Lanes } from './lanes.tsx'
import { MatchSection } from './match-section.tsx'
import { MetricsSection } from './metrics-section.tsx'
import { MomentsSections } from './moments-section.tsx'
import { ParticipantsSection } from './participants-section.tsx'
import { ProcessingNotice } from './processing-notice.tsx'
import { Transcript } from './transcript.tsx'
import { useJump } from './use-jump.ts'

const route = getRouteApi('/shell/calls/$id')
const lookAgainMs = 3_000

const isWorkedOn = (engagement: Engagement | undefined) => engagement?.state === 'received' || engagement?.state === 'analysed'

/** One conversation: who spoke when, what came up, what follows, where it went, and every word of it. */
export const CallPage = () => {
  const { id } = route.useParams()
  return <Call key={id} id={id} />
}

const Call = ({ id }: { id: string }) => {
  const query = useQuery({ ...engagementQuery(id), refetchInterval: ({ state }) => (isWorkedOn(state.data) ? lookAgainMs : false) })
  const mayWrite = useMay('calls:write')
  const [open, setOpen] = useState<'delivery' | 'delete' | null>(null)
  const engagement = query.data
  return (
    <Page
      title={engagement?.title ?? 'Call'}
      lead={engagement && <Lead engagement={engagement} />}
      above={
        <Link to="/calls" className="screen-only mb-3 inline-flex items-center gap-1.5 rounded-small text-faint hover:text-ink">
          <BackIcon /> Calls
        </Link>
      }
      actions={
        engagement &&
        mayWrite && (
          <>
            <Button look="quiet" onClick={() => setOpen('delete')}>
              Delete
            </Button>
            <Button look="primary" disabled={engagement.state !== 'matched'} onClick={() => setOpen('delivery')}>
              Preview delivery
            </Button>
          </>
        )
      }
    >
      <Loaded query={query} shape={<CallShape />}>
        {loaded => <CallBody engagement={loaded} />}
      </Loaded>
      {open === 'delivery' && <DeliveryDialog id={id} onClose={() => setOpen(null)} />}
      {open === 'delete' && engagement && <DeleteCall id={id} title={engagement.title} onClose={() => setOpen(null)} />}
    </Page>
  )
}

const Lead = ({ engagement }: { engagement: Engagement }) => (
  <p>
    {kindWords[engagement.kind]}, <Time at={engagement.startedAt} />, {span(engagement.durationSeconds)}
    {engagement.ownerEmail && `, ${engagement.ownerEmail}`}
  </p>
)

const CallBody = ({ engagement }: { engagement: Engagement }) => {
  const { q = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const transcript = useQuery(transcriptQuery(engagement.id))
  const utterances = transcript.data?.utterances
  const jump = useJump(utterances)
  const search = useCallback(
    (text: string) => void navigate({ search: before => ({ ...before, q: text || undefined }), replace: true, resetScroll: false }),
    [navigate],
  )
  return (
    <>
      <ProcessingNotice state={engagement.state} failure={engagement.failure} />
      {utterances && <Lanes engagement={engagement} utterances={utterances} jump={jump} />}
      <div className="call-columns">
        <div className="call-notes">
          <div>
            <BriefSection engagement={engagement} utterances={utterances} jump={jump} />
            <MomentsSections moments={engagement.moments} jump={jump} />
          </div>
          <div>
            <MatchSection engagement={engagement} />
            <DeliveriesSection engagement={engagement} />
            <MetricsSection metrics={engagement.metrics} jump={jump} />
            <ParticipantsSection engagement={engagement} />
          </div>
        </div>
        <Loaded query={transcript} shape={<Lines count={16} className="pt-16" />}>
          {({ utterances: said }) => <Transcript engagement={engagement} utterances={said} jump={jump} query={q} onQuery={search} />}
        </Loaded>
      </div>
    </>
  )
}

const DeleteCall = ({ id, title, onClose }: { id: string; title: string; onClose: () => void }) => {
  const remove = useDeleteEngagement()
  const navigate = useNavigate()
  return (
    <RemoveByName
      title="Delete this call"
      consequence="The transcript and all that was made of it are deleted. What was delivered to other systems stays there."
      name={title}
      action="Delete the call"
      id={id}
      removal={remove}
      said={`“${title}” was deleted.`}
      onGone={() => void navigate({ to: '/calls' })}
      onClose={onClose}
    />
  )
}

const CallShape = () => (
  <div aria-hidden="true" className="grid gap-8">
    <div className="grid gap-4 border-t border-line pt-6">
      {[70, 52, 84, 31].map(width => (
        <div key={width} className="shape h-3" style={{ width: `${width}%` }} />
      ))}
    </div>
    <div className="call-columns">
      <Lines count={8} />
      <Lines count={14} />
    </div>
  </div>
)
