import { Button } from './button.tsx'
import { Inspector } from './inspector.tsx'
import { Loaded } from './loaded.tsx'
import { Time } from './time.tsx'

interface Version {
  version: number
  savedAt: string
  savedBy: string
  /** The earlier version that it took up again. */
  restores: number | null
}

interface VersionsInspectorProps<Saved extends Version> {
  /** The latest first: it is in force. */
  query: { data: { items: readonly Saved[] } | undefined; error: Error | null }
  /** What of it is kept, in the plural: rules. */
  noun: string
  /** What a version holds. */
  holds: (saved: Saved) => string
  /** What came of it, where that is known. */
  outcome?: (saved: Saved) => string
  onPreview: (version: number) => void
  onClose: () => void
}

/** Every set that was saved. To restore one is a draft like any other, with its own preview. */
export const VersionsInspector = <Saved extends Version>({ query, noun, holds, outcome, onPreview, onClose }: VersionsInspectorProps<Saved>) => (
  <Inspector title="Versions" onClose={onClose}>
    <Loaded query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="text-soft">Nothing was saved yet. Each time {noun} are saved, the set is kept here and can be taken up again.</p>
        ) : (
          <ol className="border-t border-line" reversed>
            {items.map((saved, index) => (
              <li key={saved.version} className="flex items-start justify-between gap-4 border-b border-line py-2.5">
                <span className="min-w-0">
                  <span className="font-strong">Version {saved.version}</span> <span className="text-soft">{holds(saved)}</span>
                  <span className="block text-meta break-words text-faint">
                    <Time at={saved.savedAt} /> by {saved.savedBy}
                    {outcome && `; ${outcome(saved)}`}
                    {saved.restores !== null && `; took up version ${saved.restores} again`}
                  </span>
                </span>
                {index === 0 ? (
                  <span className="text-meta text-faint">In force</span>
                ) : (
                  <Button aria-label={`Preview version ${saved.version}`} onClick={() => onPreview(saved.version)}>
                    Preview
                  </Button>
                )}
              </li>
            ))}
          </ol>
        )
      }
    </Loaded>
  </Inspector>
)
