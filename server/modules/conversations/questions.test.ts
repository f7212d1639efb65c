import { describe, expect, it } from 'vitest'
import { spokenOf } from './call-under-test.ts'
import { questionsIn } from './questions.ts'

const asks = (sentence: string) => questionsIn(spokenOf([`Ann: ${sentence}`]).sentences).length > 0

describe('questions', () => {
  it.each([
    'What do you use today?',
    'And why now is the right time?',
    'Who else needs to be involved in the decision?',
    'Is that just the disruptions from the holiday shutdown, or is there anything else going on there?',
    'So do you start in March, right?',
    'Can you maybe expand a little bit more on the impact on the balance sheet',
    'I was wondering if you could talk about the expansion in Vietnam.',
    'My second question is about margins.',
    'So how do you measure that, you know?',
    '你们现在用什么？',
  ])('asks: %s', sentence => expect(asks(sentence)).toBe(true))

  it.each([
    'You know?',
    'That is how it works, right?',
    'It was a hard year, you know?',
    'Really?',
    'How are you?',
    'Hi Tom, how are you doing today?',
    'Can everyone see my screen?',
    'Does that make sense?',
    'Any other questions?',
    'Can I ask a quick question?',
    'If you would like to ask a question, please press star one.',
    'We will take our next question from Paul.',
    'I asked them why they left.',
    'We need to know how it works.',
    '?',
  ])('does not ask: %s', sentence => expect(asks(sentence)).toBe(false))

  it('leaves out what the asker goes on to answer', () => {
    const answer = 'It is because we changed the way that we sell and who we sell to. '.repeat(8)
    expect(questionsIn(spokenOf([`Ann: So what does that mean for us? ${answer}`, 'Bob: Okay.']).sentences)).toEqual([])
    expect(questionsIn(spokenOf(['Ann: So what does that mean for us? It is about the price.', 'Bob: Okay.']).sentences)).toHaveLength(1)
  })
})
