import type { CallTask } from '@rollcall/connectors/kit'
import type { Engagement } from '@rollcall/contract'
import type { CrmLinks } from '../crm/index.ts'

/** What a call is made into, besides itself. */
interface TaskSetting {
  /** What the subject begins with: `Chorus`. */
  readonly prefix: string
  /** The page of the call in Rollcall (CG-17). */
  readonly pageUrl: string
  /** The recording's or meeting's own address, when it is known. */
  readonly recordingUrl: string | null
  readonly links: CrmLinks
  /** One key for one engagement at one connection. */
  readonly deliveryKey: string
}

export type Task = Omit<CallTask, 'lastWritten'>

/** The call as a CRM keeps it in its activity list (CG-15 to CG-23, CG-82). */
export const taskOf = (engagement: Engagement, { prefix, pageUrl, recordingUrl, links, deliveryKey }: TaskSetting): Task => ({
  deliveryKey,
  subject: `${prefix} - ${engagement.title}`,
  description: descriptionOf(engagement, recordingUrl ?? pageUrl),
  callUrl: recordingUrl ?? pageUrl,
  startedAt: engagement.startedAt,
  durationSeconds: engagement.durationSeconds,
  direction: 'outbound',
  ownerEmail: engagement.ownerEmail,
  ownerExternalId: links.ownerId,
  whatId: links.opportunityId ?? links.accountId,
  whoId: links.contactId,
})

/** The blocks of CG-16 in its order, a blank line between them; a block with nothing to say is left out. */
const descriptionOf = ({ participants, speakers, trackers, moments }: Engagement, callUrl: string): string => {
  const people = participants.length > 0 ? participants : speakers
  const steps = moments.filter(({ kind }) => kind === 'next_step').map(({ sentence }) => `* ${oneLine(sentence)}`)
  const blocks: [string, string[]][] = [
    ['RECORDING:', [callUrl]],
    [
      'ATTENDEES:',
      people.map(({ name, title }) =>
        [name, title]
          .filter(Boolean)
          .map(part => oneLine(part ?? ''))
          .join(', '),
      ),
    ],
    ['KEY TOPICS DISCUSSED:', trackers.length === 0 ? [] : [trackers.map(({ name }) => oneLine(name)).join(', ')]],
    ['NEXT STEPS (TRANSCRIPT):', [...new Set(steps)]],
  ]
  return blocks
    .filter(([, lines]) => lines.length > 0)
    .map(([head, lines]) => [head, ...lines].join('\n'))
    .join('\n\n')
}

/** A name with a line break in it would look like another block. */
const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim()
