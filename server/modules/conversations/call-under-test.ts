import type { Participant, Utterance } from '@rollcall/contract'
import type { Transcript } from './formats/index.ts'
import { sentencesOf } from './sentences.ts'
import { turnsOf } from './turns.ts'

// A discovery call, invented: what the tests of this folder say about it was found by reading it.
const discovery = [
  'Maya Chen: Hi Tom, good to see you. Can you hear me okay?',
  'Tom Becker: Yeah, loud and clear. How are you doing?',
  'Maya Chen: Great, thanks. Is Priya joining us today?',
  'Tom Becker: She should be here any second. There she is.',
  "Priya Nair: Hi everyone, sorry I'm late. The last meeting ran over, you know how it is.",
  "Maya Chen: No worries at all. So I've got us down for thirty minutes. What I'd like to do is understand how your team handles calls today, show you a couple of things, and then agree on whether it makes sense to keep talking. Does that work?",
  'Tom Becker: Sounds good.',
  'Maya Chen: Perfect. Maybe to start, could you give me a bit of background on the team? How many reps do you have, and who do they sell to?',
  'Tom Becker: Sure. So I run revenue operations here at Northwind. We have about one hundred and twenty reps, roughly eighty of them are in new business and the rest is account management. We sell warehouse software to mid-market logistics companies, mostly in North America and the Benelux.',
  'Priya Nair: And I look after enablement, so onboarding and coaching is on my plate.',
  'Maya Chen: Got it. And how do you record and review calls today?',
  "Tom Becker: Honestly, that's the problem. Today we use Zoom cloud recordings and a shared spreadsheet. The managers are supposed to listen to two calls per rep per month, but nobody does it because it takes too long. Um, I think last quarter we reviewed maybe four percent of our calls.",
  "Priya Nair: It's really painful for onboarding. New reps take about seven months to ramp, and half of that is because they never hear a good call. We literally copy and paste snippets into Slack.",
  'Maya Chen: Seven months is a long time. What does that cost you?',
  'Priya Nair: Our CFO did the math in January. Every month of ramp costs us around forty thousand dollars per rep in missed quota, so cutting ramp by even one month would be a game changer.',
  'Maya Chen: Okay, and what have you tried so far to fix that?',
  'Tom Becker: We ran a trial with Gong two years ago. The product was fine, but it did not write anything useful back to Salesforce, and the reps stopped using it after six weeks. The other problem was the price, it was about one hundred and sixty dollars per user per month and our CFO just said no.',
  "Maya Chen: That's really helpful. So what would have to be true for you to say yes this time?",
  'Tom Becker: Three things. First, the notes have to land in Salesforce on the right opportunity without anybody touching it. Second, we need SSO with Okta, because security will not approve anything without it. And third, the data has to stay in our own cloud, our legal team is very strict on that since the acquisition.',
  "Priya Nair: And I'd add a fourth one: managers must be able to leave comments on a moment in the call, otherwise coaching just won't happen.",
  'Maya Chen: Makes sense. We can run in your own AWS account, so the recordings never leave it. And Okta works out of the box, with SCIM provisioning as well. Let me share my screen and show you how the Salesforce sync works.',
  "Maya Chen: So here you see a call from yesterday. The summary, the next steps and the trackers were written to the opportunity within two minutes, and the rep did nothing. If the match is wrong you can correct it here with one click and it's pushed again.",
  'Tom Becker: Nice. What happens if there are two open opportunities on the account?',
  "Maya Chen: Good question. It picks the one with the participants on it, and if it can't decide, it asks the owner and shows the reason, right? Nothing gets written until someone confirms.",
  "Tom Becker: Okay, that's better than what we had. Does it also handle dialer calls? We use Aircall for the outbound team.",
  'Maya Chen: Yes, Aircall is supported. The recordings are picked up about an hour after the call.',
  'Priya Nair: And how do the trackers work? Can we bring our own list of phrases? We have a list of objections, something like three hundred phrases that the team maintains.',
  "Maya Chen: Absolutely. You can paste the list in, and past calls are scanned again in the background, so you'll see the history too.",
  'Priya Nair: Love that. That would save us days every quarter.',
  'Maya Chen: Great. Can I ask about timing? Is there a date by which you need something in place?',
  "Tom Becker: So our fiscal year starts on the first of February, and we're hiring thirty new reps in March. Ideally we go live before they start. If we can't make that, realistically it's pushed out to the summer.",
  'Maya Chen: Understood. And who else needs to be involved in the decision?',
  "Tom Becker: I own the recommendation. Our CFO, Linda Osei, has to sign off on anything above fifty thousand dollars, and our security team needs to do a review. That review usually takes three weeks, so it's the long pole.",
  'Maya Chen: And is there a budget set aside for this?',
  "Tom Becker: We have around ninety thousand dollars in the enablement budget for this year. I'd rather not spend all of it, obviously.",
  "Maya Chen: Fair enough. For one hundred and twenty seats our list price would be sixty dollars per seat per month, that's about eighty-six thousand a year. For a two-year contract we can do a fifteen percent discount.",
  "Tom Becker: Okay. That's in the ballpark. We'd need quarterly billing though, our finance team doesn't like paying up front.",
  'Maya Chen: I can check with my finance team whether quarterly billing is possible. What concerns you most at this point?',
  "Priya Nair: Adoption. If the reps feel it's big brother, they'll find a way around it. We'd want to start with a pilot with one team, maybe the Benelux team, fifteen people.",
  'Maya Chen: I like that. A four week pilot with the Benelux team and clear success criteria would be the best way to do it. What would success look like?',
  "Priya Nair: I'd say every manager reviews at least one call a week, and eighty percent of the calls have notes in Salesforce without anyone typing. If we see that, I'm sold.",
  "Maya Chen: Perfect. So next steps: I'll send you the security questionnaire and the SOC 2 report by Thursday, so that your security team can start the review.",
  "Tom Becker: Great. I'll introduce you to Linda by email this week, so she's not surprised.",
  'Priya Nair: And I can put together the list of the fifteen people for the pilot.',
  "Maya Chen: Awesome. I'll also draft a pilot plan with the success criteria we just discussed and share it with you on Monday. Should we meet again next Wednesday at ten to go through it?",
  "Tom Becker: Wednesday at ten works for me. Can you also send me the recording of this call? I'd like to show Linda the Salesforce part.",
  "Maya Chen: Of course, I'll send the recording right after the call. Any other questions?",
  "Priya Nair: No, I'm good. Thank you so much, Maya.",
  'Tom Becker: Thanks a lot, talk to you on Wednesday.',
  'Maya Chen: Thanks both. Bye.',
]

const wordsPerCue = 13

/** A transcript of `Name: words` lines, cut into cues as a meeting tool does, at an even pace. */
export const transcriptOf = (lines: readonly string[], secondsPerWord = 0.5): Transcript => {
  const speakers: string[] = []
  const utterances: Transcript['utterances'] = []
  let at = 0
  for (const line of lines) {
    const [name = '', said = ''] = line.split(/: (.*)/s)
    if (!speakers.includes(name)) speakers.push(name)
    const words = said.split(' ')
    for (let from = 0; from < words.length; from += wordsPerCue) {
      const cue = words.slice(from, from + wordsPerCue)
      utterances.push({ speaker: speakers.indexOf(name), start: at, end: at + cue.length * secondsPerWord, text: cue.join(' ') })
      at += cue.length * secondsPerWord
    }
    at += 1
  }
  return { format: 'webvtt', language: 'en', speakers, utterances, warnings: [] }
}

export const discoveryCall = transcriptOf(discovery)

/** What the steps of the analysis take, made of `Name: words` lines. */
export const spokenOf = (lines: readonly string[]) => {
  const utterances: Utterance[] = transcriptOf(lines).utterances.map((utterance, index) => ({ index, ...utterance }))
  const turns = turnsOf(utterances)
  return { utterances, turns, sentences: sentencesOf(utterances, turns) }
}

export const participant = (name: string, email: string | null, rest: Partial<Participant> = {}): Participant => ({
  name,
  email,
  title: null,
  side: 'unknown',
  speaker: null,
  ...rest,
})

export const discoveryParticipants = [
  participant('Maya Chen', 'maya@rollcall.example', { title: 'Account Executive' }),
  participant('Tom Becker', 'tom.becker@northwind.example'),
  participant('Priya Nair', 'priya@northwind.example'),
]
