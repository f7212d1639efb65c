import type { ApprovalPolicy, ApprovalRules } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useWriteRules } from '../../data/approvals.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { sayTrouble } from '../../ui/toasts.tsx'
import { whenWords, whoWords } from '../vocabulary/approval-words.ts'
import { PolicyDialog } from './policy-dialog.tsx'
import { saySaved } from './say-saved.ts'

interface PoliciesSectionProps {
  rules: ApprovalRules
  nameOf: (id: string) => string
}

/** Who has to approve which plans, beyond the guards. */
export const PoliciesSection = ({ rules, nameOf }: PoliciesSectionProps) => {
  const [open, setOpen] = useState<ApprovalPolicy | 'new' | null>(null)
  const write = useWriteRules()
  const remove = (policy: ApprovalPolicy) =>
    write.mutate(
      { ...rules, policies: rules.policies.filter(each => each !== policy) },
      { onSuccess: saySaved, onError: error => sayTrouble(sentenceOf(error)) },
    )
  return (
    <Section title="Policies" aside={<Button onClick={() => setOpen('new')}>Add a policy</Button>}>
      {rules.policies.length === 0 && <p className="text-soft">None. One person who may approve plans is enough, two where a guard is exceeded.</p>}
      <ul className="grid">
        {rules.policies.map(policy => (
          <li key={policy.name} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line py-3">
            <div className="min-w-0 flex-1 basis-60">
              <p className="font-strong break-words">{policy.name}</p>
              <p className="text-meta break-words text-soft">
                {whenWords(policy, nameOf)}: {whoWords(policy, nameOf)}
              </p>
            </div>
            <span className="flex gap-2">
              <Button aria-label={`Change ${policy.name}`} onClick={() => setOpen(policy)}>
                Change
              </Button>
              <Button aria-label={`Remove ${policy.name}`} busy={write.isPending && 'Asking…'} onClick={() => remove(policy)}>
                Remove
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {open && <PolicyDialog policy={open === 'new' ? null : open} rules={rules} nameOf={nameOf} onClose={() => setOpen(null)} />}
    </Section>
  )
}
