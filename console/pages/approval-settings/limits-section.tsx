import type { ApprovalRules } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { useWriteRules } from '../../data/approvals.ts'
import { TextField } from '../../ui/field.tsx'
import { Section } from '../../ui/section.tsx'
import { SettingsForm } from '../../ui/settings-form.tsx'
import { Trouble } from '../../ui/states.tsx'
import { boundsOf, limitFields, limitsIn } from './limit-fields.ts'
import { saySaved } from './say-saved.ts'

/** What one person may approve alone, and how long a plan may wait. */
export const LimitsSection = ({ rules }: { rules: ApprovalRules }) => {
  const write = useWriteRules()
  return (
    <Section title="Guards">
      <SettingsForm submit="Save the guards" saving={write.isPending} onSubmit={form => write.mutate(limitsIn(form, rules), { onSuccess: saySaved })}>
        {write.error && <Trouble sentence={sentenceOf(write.error)} />}
        <div className="grid gap-4 sm:grid-cols-2">
          {limitFields.map(({ name, label, hint, valueOf }) => (
            <TextField key={name} label={label} hint={hint} name={name} type="number" {...boundsOf(name)} defaultValue={valueOf(rules)} required />
          ))}
        </div>
      </SettingsForm>
    </Section>
  )
}
