import { Link } from '@tanstack/react-router'
import type { ConnectorCard } from '@rollcall/contract'
import { useState } from 'react'
import { buttonClass } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { SearchField } from '../../ui/filter.tsx'
import { categoryWords } from '../vocabulary/connection-words.tsx'

const categories = ['identity', 'crm', 'app'] as const
const choices = [['all', 'All'], ...categories.map(category => [category, categoryWords[category]] as const)] as const

const inCategoryOrder = (a: ConnectorCard, b: ConnectorCard) => categories.indexOf(a.category) - categories.indexOf(b.category) || a.name.localeCompare(b.name)

/** What can be connected, what each connector can do, and what that was tried against. */
export const Catalogue = ({ cards, mayAdd }: { cards: readonly ConnectorCard[]; mayAdd: boolean }) => {
  const [typed, setTyped] = useState('')
  const [category, setCategory] = useState<(typeof choices)[number][0]>('all')
  const wanted = typed.trim().toLowerCase()
  const fitting = cards
    .filter(card => (category === 'all' || card.category === category) && `${card.name} ${card.summary}`.toLowerCase().includes(wanted))
    .toSorted(inCategoryOrder)
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3 border-t border-line pt-3">
        <h2 className="text-body">Catalogue</h2>
        <div className="flex flex-wrap gap-2">
          <Choice label="Category" options={choices} value={category} onChange={setCategory} />
          <SearchField label="Search the catalogue" value={typed} onChange={setTyped} className="w-full sm:w-60" />
        </div>
      </div>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(19rem,100%),1fr))] gap-4">
        {fitting.map(card => (
          <CatalogueCard key={card.id} card={card} mayAdd={mayAdd} />
        ))}
      </ul>
      {!fitting.length && <p className="text-soft">Nothing in the catalogue has this name. An app that speaks SCIM can be connected by that.</p>}
    </>
  )
}

const CatalogueCard = ({ card, mayAdd }: { card: ConnectorCard; mayAdd: boolean }) => (
  <li className="flex flex-col gap-1.5 rounded-large border border-line px-4 py-3.5">
    <p className="flex items-baseline justify-between gap-4">
      <span className="font-strong">{card.name}</span>
      <span className="text-meta text-faint">{categoryWords[card.category]}</span>
    </p>
    <p className="text-soft">{card.summary}</p>
    <p className="text-meta text-faint">It {listWords(card.capabilities)}.</p>
    <div className="mt-auto flex items-end justify-between gap-4 pt-2">
      <p className="text-meta text-faint">
        Tried against: {card.testedAgainst}.{' '}
        <a href={card.docs} target="_blank" rel="noreferrer" className="text-accent underline underline-offset-2">
          Documentation
        </a>
      </p>
      {mayAdd && (
        <Link from="/connections" search={{ add: card.id }} resetScroll={false} className={buttonClass()} aria-label={`Connect ${card.name}`}>
          Connect
        </Link>
      )}
    </div>
  </li>
)

const listWords = (capabilities: readonly string[]) => new Intl.ListFormat('en').format(capabilities)
