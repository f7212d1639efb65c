import type { App, ProfileFact, ProfileTopic } from '@rollcall/contract'
import { StateMark, type Shape, type Tone } from '../../ui/state-mark.tsx'

/** What is asked of every app, in the order in which it is told. */
export const topicWords: Record<ProfileTopic, string> = {
  user_api: 'User API',
  scim: 'SCIM',
  jit: 'Account at first sign-in',
  sso: 'Single sign-on',
  deactivation: 'Deactivation reaches the account',
  roles: 'Roles by program',
  groups: 'Groups by program',
  bulk: 'Bulk changes',
  erasure: 'Erasure by program',
  authentication: 'Authentication',
  paging: 'Paging',
  rate_limits: 'Rate limits',
  webhooks: 'Webhooks',
}
export const topics = Object.keys(topicWords) as ProfileTopic[]

/** What leaving an app takes beside closing the account, one sentence each. */
export const leavingWords = ({ leaving }: Pick<App, 'leaving'>): string[] => {
  const told = [
    ...(leaving?.handOver === undefined ? [] : [`Somebody else is given the leaver's ${leaving.handOver}, by hand.`]),
    ...(leaving?.askVendor === true ? ['The vendor is asked in writing, unless Rollcall signs in to the console; the letter is drafted.'] : []),
    ...(leaving?.erasure === undefined ? [] : [`Erasure is asked for as a step of its own. ${leaving.erasure}`]),
  ]
  return told.length === 0 ? ['Nothing, as far as the sources say.'] : told
}

type Verdict = NonNullable<ProfileFact['verdict']> | 'disputed' | 'silent'

const verdicts: Record<Verdict, readonly [Shape, Tone, string]> = {
  yes: ['dot', 'ink', 'Yes'],
  partly: ['half', 'ink', 'Partly'],
  no: ['ring', 'soft', 'No'],
  undocumented: ['dash', 'soft', 'Not documented'],
  disputed: ['diamond', 'warm', 'Sources disagree'],
  silent: ['dash', 'soft', 'Nothing known'],
}

/** What the sources say together; a dispute that a connection has settled is a yes. */
const verdictOf = ({ facts, disputes }: App, topic: ProfileTopic): Verdict => {
  const dispute = disputes.find(one => one.topic === topic)
  if (dispute) return dispute.settledBy ? 'yes' : 'disputed'
  return facts.find(fact => fact.topic === topic && fact.verdict !== null)?.verdict ?? 'silent'
}

export const VerdictMark = ({ verdict }: { verdict: Verdict }) => {
  const [shape, tone, words] = verdicts[verdict]
  return <StateMark {...{ shape, tone }}>{words}</StateMark>
}

export const TopicMark = ({ app, topic }: { app: App; topic: ProfileTopic }) => <VerdictMark verdict={verdictOf(app, topic)} />

/** Where a statement stands, as a footnote of its page. */
export const sourceNumber = ({ sources }: App, id: string) => sources.findIndex(source => source.id === id) + 1
