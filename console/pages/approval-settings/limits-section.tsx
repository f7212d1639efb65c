import type { ApprovalRules } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { useWriteRules } from '../../data/approvals.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { formText } from '../../ui/form-text.ts'
import { Section } from '../../ui/section.tsx'
import { Trouble } from '../../ui/states.tsx'
import { saySaved } from './say-saved.ts'

const fields = [
  ['appChanges', 'Changes in one app', 'More need a second person.', ({ guards }: ApprovalRules) => guards.app.changes],
  [
    'appShare',
    'Share of one app, in %',
    'More of its active accounts need a second person.',
    ({ guards }: ApprovalRules) => Math.round(guards.app.share * 100),
  ],
  ['runChanges', 'Changes in one plan', 'More need a second person.', ({ guards }: ApprovalRules) => guards.run.changes],
  ['draftDays', 'Days that a plan may wait', 'Then it is set aside, and its findings are open again.', ({ draftDays }: ApprovalRules) => draftDays],
] as const

/** What one person may approve alone, and how long a plan may wait. */
export const LimitsSection = ({ rules }: { rules: ApprovalRules }) => {
  const write = useWriteRules()
  const changed = (form: FormData): ApprovalRules => {
    const number = (name: (typeof fields)[number][0]) => Number(formText(form, name))
    const share = number('appShare') / 100
    return {
      ...rules,
      draftDays: number('draftDays'),
      guards: { ...rules.guards, app: { changes: number('appChanges'), share }, run: { changes: number('runChanges'), share: rules.guards.run.share } },
    }
  }
  return (
    <Section title="Guards">
      <form
        className="grid gap-4"
        onSubmit={event => {
          event.preventDefault()
          write.mutate(changed(new FormData(event.currentTarget)), { onSuccess: saySaved })
        }}
      >
        {write.error && <Trouble sentence={sentenceOf(write.error)} />}
        <div className="grid gap-4 sm:grid-cols-2">
          {fields.map(([name, label, hint, valueOf]) => (
            <TextField
              key={name}
              label={label}
              hint={hint}
              name={name}
              type="number"
              min={name === 'draftDays' ? 1 : 0}
              max={name === 'appShare' ? 100 : name === 'draftDays' ? 365 : 1_000_000}
              step={1}
              defaultValue={valueOf(rules)}
              required
            />
          ))}
        </div>
        <div>
          <Button look="primary" type="submit" busy={write.isPending && 'Saving…'}>
            Save the guards
          </Button>
        </div>
      </form>
    </Section>
  )
}
