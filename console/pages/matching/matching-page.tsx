import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { matchDecisionPages, matchQuestionPages } from '../../data/matching.ts'
import { Choice } from '../../ui/choice.tsx'
import { Page } from '../../ui/page.tsx'
import type { MatchingSearch } from './address.ts'
import { Decided } from './decided.tsx'
import { DecisionInspector } from './decision-inspector.tsx'
import { IdentityApps } from './identity-apps.tsx'
import { QuestionInspector } from './question-inspector.tsx'
import { ToDecide } from './to-decide.tsx'

const route = getRouteApi('/shell/matching')
const views = [
  ['decide', 'To decide'],
  ['decided', 'Decided'],
  ['apps', 'Apps of identity sources'],
] as const

/** Whose login is whose: what is asked, what was decided, and which connection shows which app. */
export const MatchingPage = () => {
  const { view, question, decision } = route.useSearch()
  const navigate = route.useNavigate()
  const change = useCallback((search: MatchingSearch) => void navigate({ search, replace: true, resetScroll: false }), [navigate])
  const close = useCallback(() => change({ view }), [change, view])
  return (
    <Page
      title="Matching"
      lead="Whose login is whose, where no rule can say."
      inspector={
        question !== undefined ? <OpenedQuestion id={question} onClose={close} /> : decision !== undefined && <OpenedDecision id={decision} onClose={close} />
      }
    >
      <div className="filter-strip mb-4">
        <Choice label="Show" options={views} value={view ?? 'decide'} onChange={next => change({ view: next === 'decide' ? undefined : next })} />
      </div>
      {view === 'decided' ? <Decided opened={decision} /> : view === 'apps' ? <IdentityApps /> : <ToDecide opened={question} />}
    </Page>
  )
}

const OpenedQuestion = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const lists = [useInfiniteQuery(matchQuestionPages('disputes')), useInfiniteQuery(matchQuestionPages('suggestions'))]
  const found = lists.flatMap(({ data }) => data?.pages.flatMap(page => page.items) ?? []).find(one => one.id === id)
  return <QuestionInspector question={found ?? (lists.some(({ isPending }) => isPending) ? undefined : null)} onClose={onClose} />
}

const OpenedDecision = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const { data, isPending } = useInfiniteQuery(matchDecisionPages)
  const found = data?.pages.flatMap(page => page.items).find(one => one.id === id)
  return <DecisionInspector decision={found ?? (isPending ? undefined : null)} onClose={onClose} />
}
