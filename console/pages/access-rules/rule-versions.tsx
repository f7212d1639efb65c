import { useQuery } from '@tanstack/react-query'
import { accessRuleVersionsQuery, useReadAccessRuleVersion } from '../../data/access-rules.ts'
import { sentenceOf } from '../../data/api-problem.ts'
import { countOf } from '../../ui/numbers.ts'
import { sayTrouble } from '../../ui/toasts.tsx'
import { VersionsInspector } from '../../ui/versions-inspector.tsx'
import type { Draft } from './use-draft.ts'

/** The sets of access rules that were saved. */
export const RuleVersions = ({ draft, onClose }: { draft: Draft; onClose: () => void }) => {
  const read = useReadAccessRuleVersion()
  return (
    <VersionsInspector
      query={useQuery(accessRuleVersionsQuery)}
      noun="rules"
      holds={({ rules, exceptions }) => `${countOf(rules, 'rule')}, ${countOf(exceptions, 'exception')}`}
      onPreview={version =>
        read.mutate(version, { onSuccess: ({ document }) => draft.restore(version, document), onError: error => sayTrouble(sentenceOf(error)) })
      }
      onClose={onClose}
    />
  )
}
