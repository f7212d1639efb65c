import type { Brief, Speaker, Utterance } from '@rollcall/contract'
import type { Sentence } from './sentences.ts'

/** What an engine may write from. */
export type BriefInput = { utterances: Utterance[]; sentences: Sentence[]; speakers: Speaker[]; durationSeconds: number }

export type BriefEngine = {
  id: string
  /** Every sentence cites the utterances it rests on. Throws when it cannot; a brief is never quietly made some other way. */
  write: (input: BriefInput) => Promise<Pick<Brief, 'summary' | 'actionItems'>>
}

/** Below ten minutes there is too little to sum up (CG-186). */
const shortestSeconds = 600

/** Summary and action items, or the reason why there are none. */
export const writeBrief = async (input: BriefInput, engine: BriefEngine): Promise<Brief> => {
  const without = (reason: string): Brief => ({ engine: engine.id, summary: [], actionItems: [], reason })
  if (input.durationSeconds < shortestSeconds)
    return without(`No brief: the call lasted ${spoken(input.durationSeconds)}, and calls of less than ten minutes get none.`)
  const { summary, actionItems } = await engine.write(input)
  const reason = summary.length === 0 ? 'No brief: nothing said on this call stands for it.' : null
  return { engine: engine.id, summary, actionItems, reason }
}

const spoken = (seconds: number): string => {
  const minutes = Math.floor(seconds / 60)
  if (minutes === 0) return `${Math.floor(seconds)} seconds`
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}
