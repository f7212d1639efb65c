import { useQuery } from '@tanstack/react-query'
import { accessRuleVersionsQuery, useReadAccessRuleVersion } from '../../data/access-rules.ts'
import { sentenceOf } from '../../data/api-problem.ts'
import { Button } from '../../ui/button.tsx'
import { Inspector } from '../../ui/inspector.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Time } from '../../ui/time.tsx'
import { sayTrouble } from '../../ui/toasts.tsx'
import type { Draft } from './use-draft.ts'

/** Every set that was saved. To restore one is a draft like any other, with its own preview. */
export const VersionsInspector = ({ draft, onClose }: { draft: Draft; onClose: () => void }) => {
  const query = useQuery(accessRuleVersionsQuery)
  const read = useReadAccessRuleVersion()
  const take = (version: number) =>
    read.mutate(version, { onSuccess: ({ document }) => draft.restore(version, document), onError: error => sayTrouble(sentenceOf(error)) })
  return (
    <Inspector title="Versions" onClose={onClose}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-soft">Nothing was saved yet. Each time rules are saved, the set is kept here and can be taken up again.</p>
          ) : (
            <ol className="border-t border-line" reversed>
              {items.map(({ version, savedAt, savedBy, restores, rules, exceptions }, index) => (
                <li key={version} className="flex items-start justify-between gap-4 border-b border-line py-2.5">
                  <span className="min-w-0">
                    <span className="font-strong">Version {version}</span>{' '}
                    <span className="text-soft">
                      {countOf(rules, 'rule')}, {countOf(exceptions, 'exception')}
                    </span>
                    <span className="block text-meta break-words text-faint">
                      <Time at={savedAt} /> by {savedBy}
                      {restores !== null && `; took up version ${restores} again`}
                    </span>
                  </span>
                  {index === 0 ? (
                    <span className="text-meta text-faint">In force</span>
                  ) : (
                    <Button aria-label={`Preview version ${version}`} onClick={() => take(version)}>
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
}
