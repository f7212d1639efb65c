import type { Delivery, DeliveryPreview, Engagement, EngagementSummary, Moment, Speaker, Utterance } from '@rollcall/contract'
import { ago, hour, id } from './ids.ts'
import { crmAccounts } from './stack.ts'
import { trackers } from './trackers.ts'

const lines: [speaker: number, text: string][] = [
  [0, 'Thanks for making the time, everyone. I know the end of the quarter is a poor moment to talk about freight software.'],
  [1, 'It is, but the yard does not care about quarters. We had two trucks wait four hours at the Rotterdam gate on Tuesday.'],
  [0, 'Was that the paperwork again, or the slot?'],
  [1, 'The slot. The carrier booked one time and the terminal held another. Nobody saw it until the driver rang me.'],
  [2, 'From my side the question is what that costs us. I have an estimate, and finance does not believe it.'],
  [0, 'What would finance believe?'],
  [2, 'Invoices. If you could tie the waiting hours to demurrage on the invoice, that conversation is over in five minutes.'],
  [3, 'We can do that today. The gate events carry the container number, and the invoice carries the container number.'],
  [1, 'That is further than Portside got with us. They wanted a six month integration before we saw a single line.'],
  [0, 'I would rather show you forty invoices next week than promise you anything about month six.'],
  [2, 'How much is it, roughly, for our volume? I will be asked within the hour.'],
  [0, 'For nine thousand moves a year it is forty two thousand euros, and the first quarter is a pilot you can leave.'],
  [2, 'And what is the security story? Our last vendor kept drivers’ phone numbers in a spreadsheet.'],
  [3, 'Single sign-on from your Entra tenant, accounts end when yours end, and we can send you the audit log as it happens.'],
  [1, 'Good. Then send me the list of the fields you need, and I will have someone pull the invoices by Thursday.'],
  [0, 'I will send the list today, with the pilot terms. Shall we look at the forty invoices together on Wednesday?'],
  [2, 'Wednesday at ten. Please put Ruth from finance on it, she is the one who has to believe it.'],
]

const filler = [
  'That is roughly how the yard works today, and why nobody upstream hears of it until it is too late.',
  'We had a look at the last four weeks before this call, and the pattern is the same at every terminal.',
  'There are really two problems in one, and I would keep them apart, because one of them is cheap.',
  'Honestly, I do not mind which of us owns it, as long as it is written down somewhere.',
  'It took us most of the spring to find that out.',
  'Right.',
  'And that is before anybody has touched the paperwork.',
]

/** The conversation above, then the same people going on for as long as it takes to be a burden; uneven, as talk is, but the same in every run. */
const spoken = (count: number): Utterance[] => {
  let clock = 2
  let seed = 7
  let speaker = 0
  const chance = () => (seed = (seed * 16807) % 2147483647) / 2147483647
  return Array.from({ length: count }, (_, index) => {
    const scripted = lines[index] ?? (chance() < 0.06 ? lines[Math.floor(chance() * lines.length)] : undefined)
    if (scripted) [speaker] = scripted
    else if (chance() < 0.22) speaker = Math.floor(chance() * 4)
    const text = scripted?.[1] ?? filler[Math.floor(chance() * filler.length)] ?? ''
    const start = clock + (chance() < 0.1 ? 3 : 0.3)
    const end = start + text.length / 15
    clock = end
    return { index, speaker, start, end, text }
  })
}

export const utterances = spoken(400)
export const manyUtterances = spoken(1500)

const speakers: Speaker[] = [
  { index: 0, label: 'Speaker 0', name: 'Jonas Weber', email: 'jonas.weber@northbeam.example', title: 'Account executive', side: 'rep', talkSeconds: 0 },
  { index: 1, label: 'Speaker 1', name: 'Dana Hollis', email: 'dana@hollis-freight.example', title: 'Head of operations', side: 'customer', talkSeconds: 0 },
  { index: 2, label: 'Speaker 2', name: 'Marek Dvořák', email: 'marek@hollis-freight.example', title: 'Procurement', side: 'customer', talkSeconds: 0 },
  { index: 3, label: 'Speaker 3', name: 'Leila Karimi', email: null, title: null, side: 'unknown', talkSeconds: 0 },
]

const momentAt = (utterance: Utterance): Moment[] => {
  const moment = (kind: Moment['kind'], name: string, phrase: string | null, offset: number, length: number): Moment => ({
    kind,
    trackerId: kind === 'tracker' ? (trackers.find(tracker => tracker.name === name)?.id ?? null) : null,
    name,
    phrase,
    utterance: utterance.index,
    offset,
    length,
    speaker: utterance.speaker,
    side: speakers[utterance.speaker]?.side ?? 'unknown',
    at: utterance.start,
    sentence: utterance.text,
  })
  const phrase = (name: string, words: string) => {
    const offset = utterance.text.indexOf(words)
    return offset < 0 ? [] : [moment('tracker', name, words.toLowerCase(), offset, words.length)]
  }
  return [
    ...phrase('Competitors', 'Portside'),
    ...phrase('Security', 'audit log'),
    ...phrase('Security', 'Single sign-on'),
    ...(utterance.text.includes('forty two thousand euros')
      ? [moment('pricing', 'Pricing', null, utterance.text.indexOf('forty two thousand euros'), 24)]
      : []),
    ...(utterance.text.includes('I will send') || utterance.text.includes('by Thursday')
      ? [moment('next_step', 'Next step', null, 0, utterance.text.length)]
      : []),
    ...(utterance.text.endsWith('?') ? [moment('question', 'Question', null, 0, utterance.text.length)] : []),
  ]
}

const metric = (
  metricId: Engagement['metrics'][number]['id'],
  name: string,
  value: number | null,
  unit: Engagement['metrics'][number]['unit'],
  formula: string,
) => ({
  id: metricId,
  name,
  value,
  unit,
  formula,
  missing: value === null ? 'Only one side of the call is known. Say who sits on which side.' : null,
  spans:
    value === null
      ? []
      : [
          { start: 60, end: 96, speaker: 0 },
          { start: 182, end: 210, speaker: 1 },
        ],
})

const titles = [
  'Hollis Freight: demurrage and the pilot',
  'Meridian Optics quarterly review',
  'Discovery with Tessel Labs',
  'Brightwater renewal, terms',
  'Meridian Health security questions',
  'Hollis Freight kick-off',
  'Weekly with Brightwater',
  'Tessel Labs pricing follow-up',
]

export const calls: EngagementSummary[] = Array.from({ length: 46 }, (_, index) => ({
  id: id('call', index),
  kind: index % 6 === 3 ? 'dialer' : 'meeting',
  title: titles[index % titles.length] ?? '',
  startedAt: ago(index === 0 ? 12 : index * 9 * hour + 30),
  durationSeconds: 1100 + ((index * 487) % 2600),
  ownerEmail: index % 2 ? 'jonas.weber@northbeam.example' : 'ana.ruiz@northbeam.example',
  state: index === 0 ? 'analysed' : index === 5 ? 'failed' : 'matched',
  failure: index === 5 ? 'The transcript ends in the middle of a cue. Export it again and import the new file.' : null,
  accountName:
    index === 0 || index === 5
      ? null
      : (crmAccounts.find(
          ({ name }) =>
            titles[index % titles.length]?.includes(name.split(' ').at(0) ?? '') &&
            (!name.startsWith('Meridian') || titles[index % titles.length]?.includes(name)),
        )?.name ?? null),
  participantCount: 4,
  trackers: [
    { name: 'Competitors', count: 1 + (index % 5) },
    { name: 'Security', count: 1 + (index % 3) },
    { name: 'Pricing pressure', count: 1 },
  ].slice(0, 1 + (index % 3)),
  delivery: index === 0 || index === 5 ? 'none' : index % 9 === 2 ? 'failed' : index % 7 === 3 ? 'waiting' : 'delivered',
  snippet: null,
}))

/** A call with everything that was made of it. */
export const callOf = (index: number, said = utterances): Engagement => {
  const { snippet: _snippet, accountName: _accountName, participantCount: _count, ...row } = calls[index] ?? calls[1]!
  const talk = (speaker: number) => said.filter(one => one.speaker === speaker).reduce((sum, { start, end }) => sum + end - start, 0)
  return {
    ...row,
    durationSeconds: said.at(-1)?.end ?? 0,
    source: 'import',
    language: 'en',
    participants: speakers.map(({ name, email, title, side, label }) => ({ name, email, title, side, speaker: label })),
    speakers: speakers.map(speaker => ({ ...speaker, talkSeconds: talk(speaker.index) })),
    metrics: [
      metric('talk_ratio_speaking', 'Our share of the talking', 0.43, 'share', 'seconds our side spoke ÷ seconds anyone spoke'),
      metric('longest_monologue', 'Longest monologue', 94, 'seconds', 'longest stretch of one rep, pauses under 2 s included'),
      metric('longest_customer_story', 'Longest customer story', 61, 'seconds', 'longest stretch of one customer, pauses under 2 s included'),
      metric('interactivity', 'Interactivity', 2.4, 'per_minute', 'changes of speaker ÷ minutes'),
      metric('patience', 'Patience', 0.8, 'seconds', 'median pause before our side answers'),
      metric('question_rate', 'Questions we asked', null, 'per_minute', 'questions of our side ÷ minutes'),
    ],
    moments: said.flatMap(momentAt),
    brief: {
      engine: 'extractive',
      summary: [
        { text: 'Two trucks waited four hours at Rotterdam because carrier and terminal held different slots.', utterances: [1, 3], owner: null },
        { text: 'Finance will believe the saving once waiting hours are tied to demurrage on invoices.', utterances: [4, 6], owner: null },
        { text: 'The price for nine thousand moves a year is forty two thousand euros, with a pilot in the first quarter.', utterances: [11], owner: null },
        { text: 'Security asked for single sign-on, accounts that end with theirs, and the audit log.', utterances: [12, 13], owner: null },
      ],
      actionItems: [
        { text: 'Send the list of fields and the pilot terms.', utterances: [15], owner: 'Jonas Weber' },
        { text: 'Pull forty invoices by Thursday.', utterances: [14], owner: 'Dana Hollis' },
      ],
      reason: null,
    },
    match: {
      accountId: id('crm', 0),
      accountName: 'Hollis Freight',
      opportunityId: id('deal', 0),
      opportunityName: 'Hollis Freight, yard pilot',
      method: 'domain',
      reason: 'Two participants write from hollis-freight.example, which is a domain of this account only.',
    },
  }
}

export const deliveriesOf = (engagementId: string): Delivery[] => [
  {
    id: id('delivery', 1),
    engagementId,
    connectionId: id('connection', 2),
    connectionName: 'Salesforce',
    state: 'delivered',
    detail: 'Written as a task on Hollis Freight, yard pilot.',
    attempts: 1,
    remoteId: '00T5g00000XyZ12',
    remoteUrl: 'https://northbeam.salesforce.example/00T5g00000XyZ12',
    nextAttemptAt: null,
    deliveredAt: ago(9),
  },
  {
    id: id('delivery', 2),
    engagementId,
    connectionId: id('connection', 5),
    connectionName: 'HubSpot',
    state: 'failed',
    detail: 'HubSpot refused the owner: jonas.weber@northbeam.example is not a user there. Invite them or choose another owner.',
    attempts: 4,
    remoteId: null,
    remoteUrl: null,
    nextAttemptAt: ago(-22),
    deliveredAt: null,
  },
]

export const preview: DeliveryPreview[] = [
  {
    connectionId: id('connection', 2),
    connectionName: 'Salesforce',
    effect: 'update',
    object: 'Task',
    fields: [
      { name: 'Subject', value: 'Call: Hollis Freight: demurrage and the pilot', before: 'Call: Hollis Freight', note: null },
      {
        name: 'Description',
        value: 'Two trucks waited four hours at Rotterdam because carrier and terminal held different slots.',
        before: null,
        note: 'The first 32,000 characters of the brief.',
      },
      { name: 'TaskSubtype', value: 'Call', before: 'Call', note: 'Someone changed this in Salesforce; it stays.' },
      { name: 'CallDurationInSeconds', value: '2380', before: null, note: null },
    ],
    reason: null,
  },
  {
    connectionId: id('connection', 5),
    connectionName: 'HubSpot',
    effect: 'nothing',
    object: 'Call',
    fields: [],
    reason: 'The owner is not a user of HubSpot.',
  },
]
