import type { AccessFlow } from '@rollcall/contract'
import { statusWords } from '../vocabulary/roll-words.tsx'

/** One box of the graph. */
export interface Node {
  key: string
  words: string
  count: number
  /** Somebody should look at it. */
  warm: boolean
}
export interface Edge {
  key: string
  from: string
  to: string
  count: number
}
export interface AccessGraph {
  columns: readonly { title: string; nodes: Node[] }[]
  /** Between each column and the next. */
  edges: Edge[][]
}

type Box = Omit<Node, 'count'>
const through = { person: 'Directly', group: 'Through a group' }
const persons = { there: 'People who are there', left: 'People who left', nobody: 'Nobody known' }

/** The four boxes that some accounts pass through, from the left to the right. */
const boxesOf = (flow: AccessFlow): Box[] => [
  { key: flow.source?.connectionId ?? 'none', words: flow.source?.name ?? 'No identity source', warm: false },
  {
    key: `${flow.source?.connectionId ?? 'none'} ${flow.through}`,
    words: flow.through === null ? 'Not assigned' : through[flow.through],
    warm: flow.through === null && flow.status === 'active',
  },
  { key: flow.status ?? 'missing', words: flow.status === null ? 'No account' : statusWords[flow.status], warm: flow.status === null },
  { key: flow.person, words: persons[flow.person], warm: flow.person === 'nobody' },
]

const titles = ['Identity sources', 'Assignments', 'Accounts', 'People']

/** Flows as boxes in four columns, and the lines between them, as wide as what they stand for. */
export const accessGraph = (flows: readonly AccessFlow[]): AccessGraph => {
  const paths = flows.map(flow => ({ boxes: boxesOf(flow), count: flow.count, leaves: flow.person === 'left' && flow.status === 'active' }))
  const columns = titles.map((title, column) => {
    const nodes = new Map<string, Node>()
    for (const { boxes, count, leaves } of paths) {
      const box = boxes[column]
      if (!box) continue
      const known = nodes.get(box.key)
      nodes.set(box.key, {
        ...box,
        count: count + (known?.count ?? 0),
        warm: box.warm || (known?.warm ?? false) || (column === 3 && leaves),
      })
    }
    return { title, nodes: [...nodes.values()] }
  })
  const edges = titles.slice(1).map((_, column) => {
    const lines = new Map<string, Edge>()
    for (const { boxes, count } of paths) {
      const [from, to] = [boxes[column]?.key ?? '', boxes[column + 1]?.key ?? '']
      const key = `${from} > ${to}`
      lines.set(key, { key, from, to, count: count + (lines.get(key)?.count ?? 0) })
    }
    return [...lines.values()]
  })
  return { columns, edges }
}
