/** A phrase as numbers: its words from a vocabulary, and what it belongs to. */
export type Pattern = { words: number[]; tracker: number; phrase: number }

/**
 * Aho and Corasick's automaton ("Efficient string matching", CACM 1975) over words instead of letters: after each word it is in the
 * state of the longest phrase beginning that the text ends with, so that the cost per word does not depend on how many phrases there are.
 */
export type PhraseAutomaton = {
  /** The state after `word` (never 0) in `state`; 0 is the start. */
  next: (state: number, word: number) => number
  /** The patterns that end in the state, longest first; none for most. */
  endingIn: (state: number) => readonly Pattern[]
}

const none: readonly Pattern[] = []

export const buildAutomaton = (patterns: Pattern[]): PhraseAutomaton => {
  const children: Map<number, number>[] = [new Map()]
  const own: Pattern[][] = [[]]
  for (const pattern of patterns) {
    let state = 0
    for (const word of pattern.words) {
      let child = children[state]?.get(word)
      if (child === undefined) {
        child = children.length
        children[state]?.set(word, child)
        children.push(new Map())
        own.push([])
      }
      state = child
    }
    own[state]?.push(pattern)
  }
  const { step, set } = transitionTable(children.length)
  const fail = new Int32Array(children.length)
  const ending: (readonly Pattern[])[] = own.map(list => (list.length > 0 ? list : none))
  const queue = [0]
  for (const state of queue) {
    for (const [word, child] of children[state] ?? []) {
      set(state, word, child)
      let suffix = state
      while (suffix !== 0) {
        suffix = fail[suffix] as number
        const found = children[suffix]?.get(word)
        if (found !== undefined) {
          fail[child] = found
          break
        }
      }
      const shorter = ending[fail[child] as number] ?? none
      if (shorter.length > 0) ending[child] = [...(ending[child] ?? none), ...shorter]
      queue.push(child)
    }
  }
  const next = (state: number, word: number): number => {
    let from = state
    for (;;) {
      const to = step(from, word)
      if (to !== 0 || from === 0) return to
      from = fail[from] as number
    }
  }
  return { next, endingIn: state => ending[state] ?? none }
}

/** All edges of the trie in one open-addressing table keyed by state and word; 0 means no edge, as no edge leads to the start. */
const transitionTable = (edges: number) => {
  const size = 2 ** Math.ceil(Math.log2(Math.max(16, edges * 2)))
  const mask = size - 1
  const states = new Int32Array(size)
  const words = new Int32Array(size)
  const targets = new Int32Array(size)
  const slotOf = (state: number, word: number): number => {
    let slot = (Math.imul(state, 0x9e3779b1) ^ Math.imul(word, 0x85ebca6b)) >>> 7
    for (slot &= mask; targets[slot] !== 0 && (states[slot] !== state || words[slot] !== word); slot = (slot + 1) & mask);
    return slot
  }
  return {
    step: (state: number, word: number): number => targets[slotOf(state, word)] as number,
    set: (state: number, word: number, target: number) => {
      const slot = slotOf(state, word)
      states[slot] = state
      words[slot] = word
      targets[slot] = target
    },
  }
}
