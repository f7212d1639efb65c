import { useQuery } from '@tanstack/react-query'
import type { IdentityProvider, SignInArrival } from '@rollcall/contract'
import { arrivalsQuery } from '../../data/identity-providers.ts'
import { Hash } from '../../ui/copyable.tsx'
import { ChevronIcon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Fact, Facts, Section } from '../../ui/section.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { Lines } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { ArrivalMark } from './provider-words.tsx'

/** What a provider sent lately; asks again by itself, so that the first sign-in is seen as it arrives. */
export const Arrivals = ({ provider, openedId }: { provider: IdentityProvider; openedId: string | undefined }) => {
  const query = useQuery(arrivalsQuery(provider.id))
  return (
    <Section title="What it sent">
      <Loaded query={query} shape={<Lines count={2} />}>
        {({ items }) =>
          items.length === 0 ? (
            <div className="grid gap-2" aria-live="polite">
              <StateMark shape="arc" tone="soft">
                Waiting for the first request
              </StateMark>
              <p className="text-soft">Press Try it, and sign in at {provider.name}. What arrives is shown here at once, also when it is refused.</p>
            </div>
          ) : (
            <ul className="grid gap-1">
              {items.slice(0, 20).map(arrival => (
                <li key={arrival.id}>
                  <details className="group" open={arrival.id === (openedId ?? items[0]?.id)}>
                    <summary className="flex cursor-pointer flex-wrap items-baseline gap-x-3 gap-y-1 rounded-small py-1">
                      <ChevronIcon className="size-3 self-center text-faint group-open:rotate-90" />
                      <ArrivalMark arrival={arrival} />
                      <span className="min-w-0 truncate">{arrival.said?.email ?? arrival.said?.subject ?? ''}</span>
                      <Time at={arrival.at} className="ml-auto text-faint" />
                    </summary>
                    <Arrival arrival={arrival} />
                  </details>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  )
}

const Arrival = ({ arrival: { outcome, refusal, said, user } }: { arrival: SignInArrival }) => (
  <div className="grid gap-3 border-l-2 border-line py-2 pl-4">
    {refusal && <p>{refusal}</p>}
    {user && (
      <p>
        {outcome === 'tested' ? 'Would sign in' : 'Signed in'} {user.name} ({user.email}) as {user.role}, {user.licence}
        {user.made && (outcome === 'tested' ? '; the user would be made' : '; the user was made')}.{user.problem && ` Not granted: ${user.problem}`}
      </p>
    )}
    {user && user.changes.length > 0 && (
      <p>
        {outcome === 'tested' ? 'Would change' : 'Changed'}{' '}
        {user.changes.map(({ field, from, to }) => `the ${field} from ${from ?? 'none'} to ${to ?? 'none'}`).join(', ')}.
      </p>
    )}
    {said && (
      <Facts>
        <Fact term="Issuer">{said.issuer}</Fact>
        <Fact term="Subject">{said.subject}</Fact>
        {said.certificate && (
          <Fact term="Certificate">
            <Hash value={said.certificate} label="the fingerprint" />
          </Fact>
        )}
        {Object.entries(said.attributes).map(([name, values]) => (
          <Fact key={name} term={name.slice(name.lastIndexOf('/') + 1)}>
            {values.join(', ')}
          </Fact>
        ))}
      </Facts>
    )}
  </div>
)
