import type { Person } from '@rollcall/contract'
import { useRef } from 'react'
import { AccountCard } from './account-card.tsx'
import { IdentityCard } from './identity-card.tsx'
import { useThreadLines } from './use-thread-lines.ts'

/**
 * Identity, person, accounts: three columns joined by lines, each saying why it was drawn.
 * They begin at the same height, so that the person is on the first screen however many accounts there are. Without room for columns it is a
 * list, and to a screen reader it always is one.
 */
export const Thread = ({ person }: { person: Person }) => {
  const frame = useRef<HTMLDivElement>(null)
  const lines = useThreadLines(frame)
  return (
    <div
      ref={frame}
      className="relative grid gap-6 border-t border-line pt-6 xl:grid-cols-[16rem_8.5rem_minmax(10rem,1fr)_8.5rem_minmax(17rem,23rem)] xl:gap-x-0"
    >
      <svg aria-hidden="true" className="pointer-events-none absolute inset-0 size-full text-edge max-xl:hidden">
        {lines.map(({ key, path, loose }) => (
          <path key={key} d={path} fill="none" stroke="currentColor" strokeWidth="1.2" strokeDasharray={loose ? '4 4' : undefined} />
        ))}
      </svg>
      <section aria-label="Identities" className="xl:col-start-1 xl:self-start">
        <h2 className="mb-2 text-meta text-faint xl:sr-only">Identities</h2>
        <ul className="grid gap-5">
          {person.identities.map(identity => (
            <IdentityCard key={identity.id} identity={identity} person={person} />
          ))}
        </ul>
        {!person.identities.length && <p className="text-warm">No identity source knows this person.</p>}
      </section>
      <div
        data-thread-person
        className="relative hidden rounded-large border border-ink bg-raised px-4 py-3 text-center xl:col-start-3 xl:mx-4 xl:block 2xl:mx-12 xl:mt-12 xl:self-start"
      >
        <p className="font-strong">{person.displayName}</p>
        <p className="text-meta text-faint">{[person.title, person.department].filter(Boolean).join(', ')}</p>
      </div>
      <section aria-label="Accounts" className="xl:col-start-5 xl:self-start">
        <h2 className="mb-2 text-meta text-faint xl:sr-only">Accounts</h2>
        <ul className="grid gap-5">
          {person.accounts.map(account => (
            <AccountCard
              key={account.id}
              account={account}
              person={person}
              mark={person.marks.find(({ connectionId }) => connectionId === account.connectionId)?.mark}
            />
          ))}
        </ul>
        {!person.accounts.length && <p className="text-soft">This person holds no account.</p>}
      </section>
    </div>
  )
}
