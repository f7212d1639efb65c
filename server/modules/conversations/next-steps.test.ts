import { describe, expect, it } from 'vitest'
import { isNextStep } from './next-steps.ts'
import { plainWords } from './plain-words.ts'

describe('next steps', () => {
  it.each([
    "I'll send you the security questionnaire by Thursday.",
    'I’ll send you the deck tomorrow.',
    'We’ll come back to you with a better sense of it.',
    "I'd need to run that by my VP.",
    'Priya will put together the list of users.',
    "Let's put fifteen minutes on the calendar for next Monday.",
    'Should we meet again next Wednesday at ten?',
    'Can you send me the contract?',
    'And Sarah, could you send me your redlines as a Word document?',
    'Please forward it to legal.',
    'The next step is a security review.',
    'Thanks a lot, talk to you on Wednesday.',
    'We can also follow up off line in terms off, you know, making the numbers match.',
    'Happy to introduce you to our CFO.',
    'We look forward to updating you on our progress next quarter.',
  ])('is one: %s', sentence => expect(isNextStep({ words: plainWords(sentence) })).toBe(true))

  it.each([
    "I'll turn the call over to Ken.",
    'I will now review the financial results for the quarter.',
    "We'll take our next question from Paul.",
    'I will then update you on the strategic actions in each of our segments.',
    'Let me share my screen.',
    'Let me share with you some final thoughts.',
    'Can you share some color on margins?',
    'Just a quick follow-up on that last question.',
    'If you have further questions, please follow up with investor relations.',
    'We already sent you the contract.',
    'We will continue to invest in the business.',
    'We expect sales to grow by the end of the year.',
    'You can ship fabric from China to Vietnam to avoid a tariff.',
    'We are well positioned to follow the market.',
    'I will try to reconnect them at this time.',
  ])('is none: %s', sentence => expect(isNextStep({ words: plainWords(sentence) })).toBe(false))
})
