import { useQuery } from '@tanstack/react-query'
import { sentenceOf } from '../../data/api-problem.ts'
import { breakGlassQuery, useSetBreakGlass } from '../../data/identity-providers.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/section.tsx'
import { Lines, Trouble } from '../../ui/states.tsx'
import { Switch } from '../../ui/switch.tsx'

/** Who still comes in by password while a provider is enforced. */
export const BreakGlass = () => {
  const query = useQuery(breakGlassQuery)
  const set = useSetBreakGlass()
  return (
    <Section title="Break-glass admins" className="max-w-2xl">
      <p className="mb-4 text-soft">
        They may use their password although a provider is enforced, so that a provider that fails locks nobody out. Each use is in the audit log. Give them
        codes from an authenticator app, and keep the password in a safe.
      </p>
      {set.error && (
        <div className="mb-4">
          <Trouble sentence={sentenceOf(set.error)} />
        </div>
      )}
      <Loaded query={query} shape={<Lines count={2} />}>
        {({ items }) => (
          <ul className="grid gap-4">
            {items.map(({ id, name, email, breakGlass, hasPassword }) => (
              <li key={id}>
                <Switch
                  label={name}
                  hint={hasPassword ? email : `${email}, who has no password`}
                  on={breakGlass}
                  onChange={on => set.mutate({ id, breakGlass: on })}
                />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  )
}
