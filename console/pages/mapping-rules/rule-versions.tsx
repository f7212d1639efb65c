import { useQuery } from '@tanstack/react-query'
import { sentenceOf } from '../../data/api-problem.ts'
import { ruleVersionsQuery, useReadVersion } from '../../data/mapping-rules.ts'
import { countOf } from '../../ui/numbers.ts'
import { sayTrouble } from '../../ui/toasts.tsx'
import { VersionsInspector } from '../../ui/versions-inspector.tsx'
import type { Draft } from './use-draft.ts'

/** The sets of mapping rules that were saved. */
export const RuleVersions = ({ draft, onClose }: { draft: Draft; onClose: () => void }) => {
  const read = useReadVersion()
  return (
    <VersionsInspector
      query={useQuery(ruleVersionsQuery)}
      noun="rules"
      holds={({ rules }) => countOf(rules, 'rule')}
      outcome={({ changed }) => (changed ? `${countOf(changed, 'person', 'people')} changed` : 'nobody changed')}
      onPreview={version => read.mutate(version, { onSuccess: ({ rules }) => draft.restore(version, rules), onError: error => sayTrouble(sentenceOf(error)) })}
      onClose={onClose}
    />
  )
}
