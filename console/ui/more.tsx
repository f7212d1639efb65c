import { useEffect, useRef } from 'react'
import { Button } from './button.tsx'
import { countOf } from './numbers.ts'

interface MoreProps {
  shown: number
  total: number
  /** What is counted: one and many. */
  noun: readonly [string, string]
  hasMore: boolean
  loading: boolean
  onMore: () => void
}

/** The foot of a list: how much is shown, and more of it as soon as the foot comes into view. */
export const More = ({ shown, total, noun: [one, many], hasMore, loading, onMore }: MoreProps) => {
  const foot = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!foot.current || !hasMore || loading) return undefined
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && onMore(), { rootMargin: '400px' })
    watcher.observe(foot.current)
    return () => watcher.disconnect()
  }, [hasMore, loading, onMore])
  return (
    <div ref={foot} className="flex items-center gap-4 py-4 text-meta text-faint tabular-nums">
      <p>{hasMore ? `${shown} of ${countOf(total, one, many)}` : countOf(total, one, many)}</p>
      {hasMore && (
        <Button look="quiet" onClick={onMore} busy={loading && 'Loading…'}>
          Show more
        </Button>
      )}
    </div>
  )
}
