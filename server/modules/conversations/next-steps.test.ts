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
    'I’ll send the data sheet and the agreement to both of you today.',
    'I send the log and the extension by tomorrow evening.',
    'Mira gets Jon access to the sandbox this afternoon.',
    'On Monday Jon sends the floor plan, and the photos by Friday.',
    'And send me the query, please.',
    'Jon, could you find out when your director is in the office?',
    'I’ll put the report into the data room today.',
    'I’ll ask, and I’ll tell you on Wednesday.',
    'You’ll have it by noon.',
    'I could take it to my director.',
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
    'I could take it to seven hundred and ninety pounds per robot.',
    'I could take it to $40.',
    'I send the list every week by Friday.',
    'It sends you an alert by tomorrow.',
    'Then the gateway sends the message to the controller.',
    'You will have to be there by yourself.',
  ])('is none: %s', sentence => expect(isNextStep({ words: plainWords(sentence) })).toBe(false))
})
