import { compileTrackers, turnsOf } from '@rollcall/server/modules/conversations/index.ts'
import { type Benchmark, inTurn } from './benchmark.ts'

const words =
  'we our you the a budget pricing renewal contract security team quarter integration pipeline forecast seat licence rollout pilot champion legal procurement timeline owner next week call data region support'.split(
    ' ',
  )

/** The same words in the same order at every run (a linear congruential generator, Numerical Recipes). */
function randomWords(seed: number): (count: number) => string[] {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state
  }
  return count => Array.from({ length: count }, () => words[next() % words.length] ?? '')
}

const draw = randomWords(7)
// A call of 95 minutes holds about 14,000 words.
const utterances = Array.from({ length: 1400 }, (_, index) => ({
  index,
  speaker: index % 3,
  start: index * 4,
  end: index * 4 + 4,
  text: `${draw(10).join(' ')}.`,
}))
const turns = turnsOf(utterances)
const phrases = (count: number): string[] =>
  [...new Set(Array.from({ length: count * 2 }, (_, n) => (n % 5 === 0 ? draw(3).join(' ') : `${draw(2).join(' ')} number${n}`)))].slice(0, count)
const tracker = (count: number) => [{ id: '00000000-0000-4000-8000-000000000000', name: 'Bench', phrases: phrases(count), enabled: true }]

export const benchmark: Benchmark = {
  name: 'Trackers over a call of 95 minutes',
  async run() {
    const [ten, thousand] = [tracker(10), tracker(1000)]
    const [scanTen, scanThousand] = [compileTrackers(ten), compileTrackers(thousand)]
    const expressions = (thousand[0]?.phrases ?? []).map(phrase => new RegExp(`\\b${phrase}\\b`, 'gi'))
    const text = utterances.map(each => each.text).join(' ')
    const plain = () => expressions.reduce((hits, expression) => hits + (text.match(expression)?.length ?? 0), 0)
    const more = await inTurn(
      () => scanThousand(utterances, turns),
      () => scanTen(utterances, turns),
    )
    const beside = await inTurn(plain, () => scanThousand(utterances, turns))
    return [
      { claim: '1,000 phrases against 10', ratio: more.a / more.b, bound: { atMost: 2 }, detail: `${more.a.toFixed(1)} ms against ${more.b.toFixed(1)} ms` },
      {
        claim: 'a regular expression per phrase against the scan',
        ratio: beside.a / beside.b,
        bound: { atLeast: 20 },
        detail: `${beside.a.toFixed(1)} ms against ${beside.b.toFixed(1)} ms, 1,000 phrases`,
      },
    ]
  },
}
