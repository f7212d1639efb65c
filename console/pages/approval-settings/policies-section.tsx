import { useQuery } from '@tanstack/react-query'
import type { ApprovalRules } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { approverRolesQuery, approversQuery, modesQuery, useWriteRules } from '../../data/approvals.ts'
import { useMay } from '../../data/me.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { sayTrouble } from '../../ui/toasts.tsx'
import { whenWords, whoWords } from '../vocabulary/approval-words.ts'
import { PolicyDialog } from './policy-dialog.tsx'
import { saySaved } from './say-saved.ts'

/** Who has to approve which plans, beyond the guards. */
export const PoliciesSection = ({ rules }: { rules: ApprovalRules }) => {
  const [adding, setAdding] = useState(false)
  const mayReadUsers = useMay('users:read')
  const users = useQuery({ ...approversQuery, enabled: mayReadUsers }).data?.items ?? []
  const roles = useQuery({ ...approverRolesQuery, enabled: mayReadUsers }).data?.items ?? []
  const apps = useQuery(modesQuery).data?.items ?? []
  const write = useWriteRules()
  const names = new Map([
    ...users.map(({ id, name }) => [id, name] as const),
    ...roles.map(({ id, name }) => [id, name] as const),
    ...apps.map(({ connectionId, connectionName }) => [connectionId, connectionName] as const),
  ])
  const nameOf = (id: string) => names.get(id) ?? 'somebody who is gone'
  return (
    <Section title="Policies" aside={<Button onClick={() => setAdding(true)}>Add a policy</Button>}>
      {rules.policies.length === 0 && <p className="text-soft">None. One person who may approve plans is enough, two where a guard is exceeded.</p>}
      <ul className="grid">
        {rules.policies.map(policy => (
          <li key={policy.name} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line py-3">
            <div className="min-w-0">
              <p className="font-strong">{policy.name}</p>
              <p className="text-meta text-soft">
                {whenWords(policy, nameOf)}: {whoWords(policy, nameOf)}
              </p>
            </div>
            <Button
              busy={write.isPending && 'Asking…'}
              onClick={() =>
                write.mutate(
                  { ...rules, policies: rules.policies.filter(({ name }) => name !== policy.name) },
                  { onSuccess: saySaved, onError: error => sayTrouble(sentenceOf(error)) },
                )
              }
            >
              Remove
            </Button>
          </li>
        ))}
      </ul>
      {adding && <PolicyDialog rules={rules} users={users} roles={roles} apps={apps} onClose={() => setAdding(false)} />}
    </Section>
  )
}
