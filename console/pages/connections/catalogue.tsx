import { Link } from '@tanstack/react-router'
import type { ConnectorCard } from '@rollcall/contract'
import { useState } from 'react'
import { buttonClass } from '../../ui/button.tsx'
import { SearchField } from '../../ui/filter.tsx'
import { Section } from '../../ui/section.tsx'
import { categoryWords } from './connection-words.tsx'

const categories = ['identity', 'crm', 'app'] as const

/** What can be connected, what each connector can do, and what that was tried against. */
export const Catalogue = ({ cards, mayAdd }: { cards: readonly ConnectorCard[]; mayAdd: boolean }) => {
  const [typed, setTyped] = useState('')
  const wanted = typed.trim().toLowerCase()
  const fitting = cards.filter(({ name, summary }) => `${name} ${summary}`.toLowerCase().includes(wanted))
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-body">Catalogue</h2>
        {cards.length > 6 && <SearchField label="Search the catalogue" value={typed} onChange={setTyped} className="w-full sm:w-64" />}
      </div>
      {categories
        .map(category => [category, fitting.filter(card => card.category === category)] as const)
        .filter(([, own]) => own.length > 0)
        .map(([category, own]) => (
          <Section key={category} title={categoryWords[category]}>
            <ul className="grid gap-x-10 gap-y-6 md:grid-cols-2 xl:grid-cols-3">
              {own.map(card => (
                <li key={card.id} className="grid content-start gap-1.5">
                  <p className="flex items-center justify-between gap-4">
                    <span className="font-strong">{card.name}</span>
                    {mayAdd && (
                      <Link
                        from="/connections"
                        search={{ add: card.id }}
                        resetScroll={false}
                        className={buttonClass('plain')}
                        aria-label={`Connect ${card.name}`}
                      >
                        Connect
                      </Link>
                    )}
                  </p>
                  <p className="text-soft">{card.summary}</p>
                  <p className="text-meta text-faint">{card.capabilities.join(', ')}</p>
                  <p className="text-meta text-faint">
                    Tried against: {card.testedAgainst}.{' '}
                    <a href={card.docs} target="_blank" rel="noreferrer" className="text-accent hover:underline">
                      Vendor’s documentation
                    </a>
                  </p>
                </li>
              ))}
            </ul>
          </Section>
        ))}
      {!fitting.length && (
        <p className="text-soft">Nothing in the catalogue has this name. An app that speaks SCIM or can send webhooks can be connected by those.</p>
      )}
    </>
  )
}
