import type { AccessFlow } from '@rollcall/contract'
import { Fragment } from 'react'
import { count } from '../../ui/numbers.ts'
import { accessGraph, type AccessGraph as Graph, type Node } from './access-columns.ts'

/** A box and the room under it; every box is as high as any other, so that the lines can be drawn without measuring. */
const boxHeight = 58
const gap = 14

const heightOf = (nodes: readonly Node[]) => nodes.length * (boxHeight + gap) - gap
/** Where the middle of a box is, its column standing in the middle of the graph. */
const middleOf = (nodes: readonly Node[], key: string, height: number) =>
  (height - heightOf(nodes)) / 2 + nodes.findIndex(node => node.key === key) * (boxHeight + gap) + boxHeight / 2

const thinnest = 1.5
const widest = 16

/** From who gives the app to who has it: four columns, read as lists where there is no room for lines. */
export const AccessGraph = ({ flows }: { flows: readonly AccessFlow[] }) => {
  const graph = accessGraph(flows)
  const height = Math.max(...graph.columns.map(({ nodes }) => heightOf(nodes)))
  return (
    <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_3.5rem_minmax(0,1fr)_3.5rem_minmax(0,1fr)_3.5rem_minmax(0,1fr)] xl:gap-0">
      {graph.columns.map(({ title, nodes }, column) => (
        <Fragment key={title}>
          <section aria-label={title} className="min-w-0">
            <h3 className="mb-2 text-meta font-normal text-faint">{title}</h3>
            <ul className="grid content-center xl:min-h-[var(--graph)]" style={{ gap, ['--graph' as string]: `${height}px` }}>
              {nodes.map(node => (
                <li
                  key={node.key}
                  className={`flex min-w-0 flex-col justify-center rounded-large border bg-raised px-4 ${node.warm ? 'border-warm' : 'border-line'}`}
                  style={{ height: boxHeight }}
                >
                  <span className="truncate font-strong">{node.words}</span>
                  <span className={`text-meta tabular-nums ${node.warm ? 'text-warm' : 'text-soft'}`}>{count(node.count)}</span>
                </li>
              ))}
            </ul>
          </section>
          {column < graph.columns.length - 1 && <Lines graph={graph} column={column} height={height} />}
        </Fragment>
      ))}
    </div>
  )
}

const Lines = ({ graph: { columns, edges }, column, height }: { graph: Graph; column: number; height: number }) => {
  const [left, right] = [columns[column]?.nodes ?? [], columns[column + 1]?.nodes ?? []]
  const all = left.reduce((sum, node) => sum + node.count, 0)
  return (
    <svg aria-hidden="true" viewBox={`0 0 56 ${height}`} preserveAspectRatio="none" className="mt-[1.625rem] w-full text-edge max-xl:hidden" style={{ height }}>
      {(edges[column] ?? []).map(({ key, from, to, count: some }) => {
        const [y0, y1] = [middleOf(left, from, height), middleOf(right, to, height)]
        return (
          <path
            key={key}
            d={`M0 ${y0}C28 ${y0} 28 ${y1} 56 ${y1}`}
            fill="none"
            stroke="currentColor"
            strokeOpacity="0.55"
            strokeWidth={Math.max(thinnest, (widest * some) / Math.max(1, all))}
          />
        )
      })}
    </svg>
  )
}
