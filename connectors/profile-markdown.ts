import { type AppProfile, type ProfileFact, type ProfileTopic, profileTopics } from '@rollcall/contract'

const questions: Record<ProfileTopic, string> = {
  user_api: 'A user API',
  scim: 'SCIM',
  jit: 'Accounts at the first sign-in (JIT)',
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

const answers: Record<NonNullable<ProfileFact['verdict']>, string> = {
  yes: '**Yes.**',
  no: '**No.**',
  partly: '**Partly.**',
  undocumented: '**Not documented.**',
}

/** What a leaver plan adds to closing the account. */
const beside = ({ handOver, askVendor, erasure }: NonNullable<AppProfile['leaving']> = {}): string[] => {
  const told = [
    handOver === undefined ? '' : `Somebody else is given the leaver's ${handOver}, by hand.`,
    askVendor === true ? 'The vendor is asked in writing, unless Rollcall signs in to the console; Rollcall drafts the letter.' : '',
    erasure === undefined ? '' : `Erasure is asked for as a step of its own. ${erasure}`,
  ].filter(line => line !== '')
  return told.length === 0 ? ['Nothing, as far as the sources say.'] : told.map(line => `- ${line}`)
}

/** The profile as a page of the documentation. */
export function profileMarkdown({ name, summary, sources, facts, scenarios, routes, leaving }: AppProfile): string {
  const number = new Map(sources.map(({ id }, index) => [id, index + 1]))
  const told = ({ verdict, statement, source }: ProfileFact) =>
    `${[verdict === null ? '' : answers[verdict], statement].filter(part => part !== '').join(' ')} [${number.get(source)}]`
  const rows = profileTopics.flatMap(topic => {
    const about = facts.filter(fact => fact.topic === topic)
    return about.length === 0 ? [] : [`| ${questions[topic]} | ${about.map(told).join('<br>')} |`]
  })
  const played = scenarios.flatMap(({ title, steps, watchOut, source }) => [
    `## ${title}`,
    '',
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    '',
    ...(watchOut === null ? [] : [`**Watch out:** ${watchOut} [${number.get(source)}]`, '']),
  ])
  return [
    `# ${name}: how its users are managed`,
    '',
    summary,
    '',
    '| | |',
    '|---|---|',
    ...rows,
    '',
    '## How to reach an account, the better way first',
    '',
    ...routes.map(({ route, when }, index) => `${index + 1}. \`${route}\`: ${when}`),
    '',
    '## When somebody leaves: what comes beside closing the account',
    '',
    ...beside(leaving),
    '',
    ...played,
    '## Sources',
    '',
    ...sources.map(({ title, date }, index) => `${index + 1}. ${title}, ${date ?? 'undated'}.`),
    '',
  ].join('\n')
}
