import { useQuery } from '@tanstack/react-query'
import { approversQuery, substitutesQuery, useWriteSubstitute } from '../../data/approvals.ts'
import { sentenceOf } from '../../data/api-problem.ts'
import { useMay, useMe } from '../../data/me.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { formText } from '../../ui/form-text.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/section.tsx'
import { Lines, Trouble } from '../../ui/states.tsx'
import { absolute } from '../../ui/time.tsx'
import { say } from '../../ui/toasts.tsx'

/** The beginning of a day where the reader is. */
const dayStart = (day: string): string => new Date(`${day}T00:00`).toISOString()

/** Who approves in whose place, and one of one's own. */
export const SubstituteSection = () => {
  const query = useQuery(substitutesQuery)
  const mayApprove = useMay('plans:approve')
  const own = useMe()?.user.id
  const write = useWriteSubstitute()
  return (
    <Section title="In your place">
      <Loaded query={query} shape={<Lines count={2} />}>
        {({ items }) => (
          <div className="grid gap-4">
            {items.length === 0 && <p className="text-soft">Nobody stands in for anybody. Name somebody for the days when you are away.</p>}
            <ul className="grid gap-2">
              {items.map(({ user, substitute, from, until }) => (
                <li key={user.id} className="flex flex-wrap items-center justify-between gap-3">
                  <span>
                    <span className="font-strong">{substitute.name}</span> approves in the place of {user.name}, from {absolute(from)} until {absolute(until)}
                  </span>
                  {user.id === own && (
                    <Button
                      busy={write.isPending && 'Ending…'}
                      onClick={() => write.mutate({ substitute: null }, { onSuccess: () => say('You approve for yourself again.') })}
                    >
                      End it
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            {write.error && <Trouble sentence={sentenceOf(write.error)} />}
            {mayApprove && !items.some(({ user }) => user.id === own) && <SubstituteForm write={write} own={own} />}
          </div>
        )}
      </Loaded>
    </Section>
  )
}

const SubstituteForm = ({ write, own }: { write: ReturnType<typeof useWriteSubstitute>; own: string | undefined }) => {
  const users = useQuery({ ...approversQuery, enabled: useMay('users:read') }).data?.items ?? []
  return (
    <form
      className="grid items-end gap-4 sm:grid-cols-[1fr_auto_auto_auto]"
      onSubmit={event => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        write.mutate(
          { substitute: { userId: formText(form, 'userId'), from: dayStart(formText(form, 'from')), until: dayStart(formText(form, 'until')) } },
          { onSuccess: () => say('Named. Every approval of theirs says in whose place it was given.') },
        )
      }}
    >
      <SelectField label="Substitute" name="userId" required>
        {users
          .filter(({ id }) => id !== own)
          .map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
      </SelectField>
      <TextField label="From" name="from" type="date" required />
      <TextField label="Until" name="until" type="date" required />
      <Button type="submit" busy={write.isPending && 'Naming…'}>
        Name them
      </Button>
    </form>
  )
}
