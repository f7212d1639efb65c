import { useLayoutEffect, useState, type RefObject } from 'react'

interface ThreadLine {
  key: string
  path: string
  /** Drawn with dashes: nothing says why it belongs here. */
  loose: boolean
}

/** The straight run beside a card, which the reason stands on. */
const runWidth = 132

/** Lines from the person to every `[data-thread-end]` inside the frame, drawn anew whenever the frame changes its size. */
export const useThreadLines = (frame: RefObject<HTMLDivElement | null>): ThreadLine[] => {
  const [lines, setLines] = useState<ThreadLine[]>([])
  useLayoutEffect(() => {
    const box = frame.current
    if (!box) return undefined
    const draw = () => {
      const origin = box.getBoundingClientRect()
      const centre = box.querySelector('[data-thread-person]')?.getBoundingClientRect()
      if (!centre?.width) return setLines([])
      const y0 = centre.top + centre.height / 2 - origin.top
      const ends = [...box.querySelectorAll<HTMLElement>('[data-thread-end]')]
      return setLines(
        ends.map(end => {
          const card = end.getBoundingClientRect()
          const onLeft = card.left < centre.left
          const y = card.top + card.height / 2 - origin.top
          const x0 = (onLeft ? centre.left : centre.right) - origin.left
          const x = (onLeft ? card.right : card.left) - origin.left
          const run = x + (onLeft ? runWidth : -runWidth)
          const bend = (x0 + run) / 2
          return { key: end.id, path: `M${x0} ${y0}C${bend} ${y0} ${bend} ${y} ${run} ${y}H${x}`, loose: end.dataset.threadEnd === 'loose' }
        }),
      )
    }
    const watcher = new ResizeObserver(draw)
    watcher.observe(box)
    for (const end of box.querySelectorAll('[data-thread-end]')) watcher.observe(end)
    return () => watcher.disconnect()
  }, [frame])
  return lines
}
