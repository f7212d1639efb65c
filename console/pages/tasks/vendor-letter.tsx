import type { Task, VendorRequest } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { useDraftVendorRequest, useTrackVendorRequest } from '../../data/tasks.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Fact, Facts } from '../../ui/section.tsx'
import { Time } from '../../ui/time.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'

const onError = (error: Error) => sayTrouble(sentenceOf(error))

/** An e-mail that opens in the person's own mail program (RFC 6068). */
const mailTo = ({ to, subject, text }: VendorRequest): string =>
  `mailto:${encodeURIComponent(to ?? '')}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text.replaceAll('\n', '\r\n'))}`

/** The e-mail to the vendor: Rollcall writes it, a person sends it, and says here when that was and when an answer came. */
export const VendorLetter = ({ task, mayWork }: { task: Task; mayWork: boolean }) => {
  const draft = useDraftVendorRequest()
  const track = useTrackVendorRequest()
  const request = task.vendorRequest
  if (!request)
    return (
      <div className="grid justify-items-start gap-2">
        <p className="text-soft">Where only the vendor can do it, Rollcall writes the e-mail and you send it.</p>
        {mayWork && (
          <Button busy={draft.isPending && 'Writing…'} onClick={() => draft.mutate(task.id, { onError })}>
            Write an e-mail to the vendor
          </Button>
        )}
      </div>
    )
  const now = () => new Date().toISOString()
  return (
    <div className="grid gap-3">
      <p className="font-strong">{request.subject}</p>
      <p className="text-meta break-words whitespace-pre-wrap text-soft">{request.text}</p>
      <Facts>
        <Fact term="Sent">{request.sentAt ? <Time at={request.sentAt} /> : 'Not yet'}</Fact>
        {request.sentAt && <Fact term="Answered">{request.answeredAt ? <Time at={request.answeredAt} /> : 'Not yet'}</Fact>}
        {request.followUpAt && (
          <Fact term="Ask again">
            <Time at={request.followUpAt} />
          </Fact>
        )}
      </Facts>
      {mayWork && (
        <div className="flex flex-wrap gap-2">
          {!request.sentAt && (
            <>
              <a href={mailTo(request)} className={buttonClass()}>
                Open in your mail
              </a>
              <Button
                busy={track.isPending && 'Noting…'}
                onClick={() => track.mutate({ id: task.id, sentAt: now() }, { onSuccess: () => say('Noted. You are reminded in three days.'), onError })}
              >
                I have sent it
              </Button>
            </>
          )}
          {request.sentAt && !request.answeredAt && (
            <Button busy={track.isPending && 'Noting…'} onClick={() => track.mutate({ id: task.id, answeredAt: now() }, { onError })}>
              They have answered
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
