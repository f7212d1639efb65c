import { useQuery } from '@tanstack/react-query'
import type { FindingThresholds } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { thresholdsQuery, useWriteThresholds } from '../../data/findings.ts'
import { WholeNumberField } from '../../ui/field.tsx'
import { formText } from '../../ui/form-text.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/section.tsx'
import { SettingsForm } from '../../ui/settings-form.tsx'
import { Lines, Trouble } from '../../ui/states.tsx'
import { say } from '../../ui/toasts.tsx'

const fields: readonly (readonly [keyof FindingThresholds, string, string])[] = [
  ['idleDays', 'Idle', 'Days without use, in apps that tell when an account was used.'],
  ['neverSignedInDays', 'Never signed in', 'Days since an account was first seen that nobody has signed in to.'],
  ['noRoleDays', 'Without a role', 'Days since an account was first seen that has no role.'],
  ['stagedDays', 'Staged, not arrived', 'Days that an account waits for somebody.'],
  ['usedAfterDays', 'Used after deactivation', 'Days for which such a use is shown.'],
]

const daysOf = (form: FormData): FindingThresholds => {
  const days = (name: keyof FindingThresholds) => Number(formText(form, name))
  return {
    idleDays: days('idleDays'),
    neverSignedInDays: days('neverSignedInDays'),
    noRoleDays: days('noRoleDays'),
    stagedDays: days('stagedDays'),
    usedAfterDays: days('usedAfterDays'),
  }
}

/** After how many days something counts. */
export const ThresholdsSection = () => {
  const query = useQuery(thresholdsQuery)
  const write = useWriteThresholds()
  return (
    <Section title="Days">
      <Loaded query={query} shape={<Lines count={5} />}>
        {thresholds => (
          <SettingsForm
            submit="Save the days"
            saving={write.isPending}
            onSubmit={form => write.mutate(daysOf(form), { onSuccess: () => say('Saved. Everything is compared again with these days.') })}
          >
            {write.error && <Trouble sentence={sentenceOf(write.error)} />}
            <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
              {fields.map(([name, label, hint]) => (
                <WholeNumberField key={name} label={label} hint={hint} name={name} min={1} max={3650} defaultValue={thresholds[name]} required />
              ))}
            </div>
          </SettingsForm>
        )}
      </Loaded>
    </Section>
  )
}
