import { useQuery } from '@tanstack/react-query'
import { sentenceOf } from '../../data/api-problem.ts'
import { playbookSettingsQuery, useWritePlaybookSettings } from '../../data/playbooks.ts'
import { WholeNumberField } from '../../ui/field.tsx'
import { formText } from '../../ui/form-text.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/section.tsx'
import { SettingsForm } from '../../ui/settings-form.tsx'
import { Lines, Trouble } from '../../ui/states.tsx'
import { SuggestField } from '../../ui/suggest-field.tsx'
import { say } from '../../ui/toasts.tsx'

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')]

/** Where the company works, and how long before a last day its plan is there to be approved. */
export const DaysSection = () => {
  const query = useQuery(playbookSettingsQuery)
  const write = useWritePlaybookSettings()
  return (
    <Section title="Days">
      <Loaded query={query} shape={<Lines count={3} />}>
        {({ timeZone, daysAhead }) => (
          <SettingsForm
            submit="Save the days"
            saving={write.isPending}
            onSubmit={form =>
              write.mutate(
                { timeZone: formText(form, 'timeZone').trim(), daysAhead: Number(formText(form, 'daysAhead')) },
                { onSuccess: () => say('Saved. It holds for plans that are made from now on.') },
              )
            }
          >
            {write.error && <Trouble sentence={sentenceOf(write.error)} />}
            <div className="grid gap-4 sm:grid-cols-2">
              <SuggestField
                label="Time zone of the company"
                name="timeZone"
                known={zones}
                maxLength={64}
                hint="A day ends there for people whose own zone nobody tells."
                defaultValue={timeZone}
                required
              />
              <WholeNumberField
                label="Days before a last day"
                name="daysAhead"
                min={0}
                max={90}
                hint="So early the plan of a leaver is drafted when a source tells the last day."
                defaultValue={daysAhead}
                required
              />
            </div>
          </SettingsForm>
        )}
      </Loaded>
    </Section>
  )
}
