import { describe, expect, it } from 'vitest'
import { isPricing } from './pricing.ts'
import { plainWords } from './plain-words.ts'

describe('pricing', () => {
  it.each([
    'It is $40 per user per month.',
    'We charge forty dollars a seat.',
    'If you could get to forty-eight per seat, we can sign.',
    'So how much is it?',
    'What does it cost?',
    'Your pricing is higher than theirs.',
    'Can you do a ten percent discount?',
    'Procurement said the price per seat is higher than what HubSpot quoted us.',
    'I’ll send you the updated quote tomorrow.',
    'We have around ninety thousand dollars in the enablement budget.',
    'We pay $90,000 a year for the current vendor.',
    'That is too expensive for us.',
    'Our finance team does not like paying up front.',
    'Twenty-five thousand euros to set the thing up.',
    'It’s one hundred and ten thousand dollars, with the training.',
    'I want six hundred, fixed.',
    'The offer that you have is at eight percent off.',
    'It’s twelve hundred a robot a year.',
  ])('is one: %s', sentence => expect(isPricing({ words: plainWords(sentence) })).toBe(true))

  it.each([
    'We had $3.2 million revenue in the third quarter.',
    'Net sales were 72 million, down 6.8%.',
    'Earnings per share were $1.20.',
    'The discount rate is 8%.',
    'Oil prices fell by 20 dollars per barrel.',
    'Renewal rate change was 7.4%.',
    'We repurchased shares at an average price of $12.',
    'Every month of ramp costs us forty thousand dollars per rep in missed quota.',
    'Managers listen to two calls per rep per month.',
    'We reduced our cost base.',
    'Low price mattress imports continue.',
    'I’ll have the proposal for you by Friday.',
    'We paid nine thousand euros in late fees, and your customer noticed.',
    'We don’t need discounts.',
    'It’s two hundred thousand pounds of steel now.',
    'Volumes were 90% off.',
    'The fixed income desk holds 200 fixed income products.',
  ])('is none: %s', sentence => expect(isPricing({ words: plainWords(sentence) })).toBe(false))
})
