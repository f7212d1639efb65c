import type { StepAction } from '@rollcall/contract'
import type { LoginStanding, Refusal, SourceStanding } from './finding.ts'
import { traits } from './step.ts'

const protectionWords: Record<Exclude<LoginStanding['protection'], 'none'>, string> = {
  service: 'a service account',
  break_glass: 'a break-glass account',
  connector: 'the account that the connection itself signs in with',
}

/**
 * Why a plan may not do this now, or null: the one rule for what is drafted and approved, from whichever source it comes. Nobody's protected
 * or disputed login is touched, and what may take access away rests on complete reads of everything that says whose login it is.
 */
export function whyNot(action: StepAction, standing: LoginStanding): Refusal | null {
  const { app, identities, dispute, protection, userName } = standing
  const name = `${userName} in ${app.source}`
  if (protection !== 'none') return { code: 'excluded', sentence: `${name} is ${protectionWords[protection]} and is left out of every plan.` }
  if (dispute !== null) return { code: 'conflict', sentence: `It is disputed whose account ${name} is: ${dispute} Decide it under Matching.` }
  return whyUnread(action, [app, ...(standing.gives ?? []), ...identities]) ?? whyAbsent(action, standing)
}

const whyAbsent = (action: StepAction, { absent, app, userName }: LoginStanding): Refusal | null =>
  traits[action].takes && absent ? { code: 'conflict', sentence: `${app.source} did not list ${userName} when it was last read. Read it again.` } : null

/** Why these sources are not enough to act on, or null. */
export function whyUnread(action: StepAction, sources: readonly SourceStanding[]): Refusal | null {
  const unread = traits[action].takes ? sources.find(source => source.complete !== true) : undefined
  if (unread !== undefined) return { code: 'read_incomplete', sentence: unreadSentence(unread) }
  // What gives access needs the place where it is given, the first of them, and no other.
  const broken = (traits[action].takes ? sources : sources.slice(0, 1)).find(source => source.state !== 'working')
  return broken === undefined ? null : { code: 'conflict', sentence: `${broken.source} needs attention first: ${broken.detail}` }
}

export const unreadSentence = ({ source, complete, problems }: SourceStanding): string =>
  complete === null
    ? `${source} was never read to the end. Read it first.`
    : `The last read of ${source} was incomplete, so no access is taken away by it. ${problems[0] ?? ''} Read it again.`.replace('  ', ' ')
