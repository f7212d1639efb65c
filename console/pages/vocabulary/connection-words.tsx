import type { Connection, ConnectorCard, ReadVerdict } from '@rollcall/contract'
import { countOf } from '../../ui/numbers.ts'
import { StateMark, type Shape, type Tone } from '../../ui/state-mark.tsx'

const states: Record<Connection['state'], readonly [Shape, Tone, string]> = {
  unchecked: ['ring', 'soft', 'Not proved yet'],
  working: ['dot', 'ink', 'Working'],
  needs_attention: ['diamond', 'warm', 'Needs attention'],
  paused: ['pause', 'soft', 'Paused'],
}

export const categoryWords: Record<ConnectorCard['category'], string> = { identity: 'Identity', crm: 'CRM', app: 'App' }

export const ConnectionMark = ({ state }: { state: Connection['state'] }) => {
  const [shape, tone, words] = states[state]
  return <StateMark {...{ shape, tone }}>{words}</StateMark>
}

export const VerdictMark = ({ verdict }: { verdict: ReadVerdict }) =>
  verdict.complete ? (
    <StateMark shape="dot" tone="soft">
      Complete
    </StateMark>
  ) : (
    <StateMark shape="half" tone="warm">
      Incomplete
    </StateMark>
  )

/** `148 people in 3 pages`. */
export const verdictWords = ({ resource, rows, pages }: ReadVerdict): string => `${rows} ${resource} in ${countOf(pages, 'page')}`
