import { useInfiniteQuery } from '@tanstack/react-query'
import type { AccessChange, MappingRule, RulesPreview as Preview } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { previewPages, useSaveRules } from '../../data/mapping-rules.ts'
import { ActionBar } from '../../ui/action-bar.tsx'
import { Button } from '../../ui/button.tsx'
import { ArrowIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { count, countOf } from '../../ui/numbers.ts'
import { Section } from '../../ui/section.tsx'
import { Lines, Trouble } from '../../ui/states.tsx'
import { say } from '../../ui/toasts.tsx'
import { becauseWords, kindWords, unfinishedWords } from '../vocabulary/rule-words.ts'
import type { Draft } from './use-draft.ts'

/** What the draft would do, person by person, and the one place where it is saved. */
export const RulesPreview = ({ draft }: { draft: Draft }) => {
  const unfinished = draft.rules.findIndex(rule => unfinishedWords(rule) !== null)
  if (unfinished !== -1)
    return (
      <Section title="What it would do">
        <p className="text-soft">Rule {unfinished + 1} is not finished. What the rules would do is shown as soon as it is.</p>
        <ActionBar says="Nothing is saved yet.">
          <Button onClick={draft.discard}>Discard</Button>
        </ActionBar>
      </Section>
    )
  return <FinishedPreview draft={draft} />
}

const FinishedPreview = ({ draft }: { draft: Draft }) => {
  const query = useInfiniteQuery(previewPages(draft))
  const save = useSaveRules()
  const [first] = query.data?.pages ?? []
  const people = query.data?.pages.flatMap(page => page.items) ?? []
  const trouble = query.error ?? save.error
  // A promise, as this leaves the page when the draft is what is in force.
  const submit = async (preview: Preview) => {
    // The sentence of a refusal is shown above the preview.
    const saved = await save.mutateAsync({ draft, hash: preview.hash }).catch(() => null)
    if (saved === null) return
    draft.discard()
    say(`Saved as version ${saved.version}. ${preview.changed ? `${countOf(preview.changed, 'person', 'people')} changed.` : 'Nobody changed.'}`)
  }
  return (
    <Section title="What it would do" aside={query.isFetching && first && <span className="text-meta text-faint">Looking again…</span>}>
      {trouble && <Trouble sentence={sentenceOf(trouble)} retry={() => void query.refetch()} />}
      {!first && !query.error && <Lines count={5} />}
      {first && (
        <>
          {first.refusal && <Trouble sentence={first.refusal} />}
          <Counts preview={first} />
          {people.length > 0 && (
            <ul aria-label="People who would change" className="mt-4 border-t border-line">
              {people.map(person => (
                <PersonChange key={person.userId} person={person} rules={draft.rules} />
              ))}
            </ul>
          )}
          {people.length > 0 && (
            <More
              shown={people.length}
              total={first.changed}
              noun={['person', 'people']}
              hasMore={query.hasNextPage}
              loading={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
            />
          )}
          <ActionBar
            says={
              first.changed
                ? `Saving changes ${countOf(first.changed, 'person', 'people')} at once.`
                : 'Saving changes nobody now; the rules hold for whoever comes.'
            }
          >
            <Button onClick={draft.discard}>Discard</Button>
            <Button
              look="primary"
              disabled={first.refusal !== null || query.isPlaceholderData}
              busy={save.isPending && 'Saving…'}
              onClick={() => void submit(first)}
            >
              {draft.restores === undefined ? 'Save the rules' : `Restore version ${draft.restores}`}
            </Button>
          </ActionBar>
        </>
      )}
    </Section>
  )
}

const Counts = ({ preview: { counts, changed, users } }: { preview: Preview }) => {
  if (changed === 0) return <p className="text-soft">Nobody of {countOf(users, 'person', 'people')} would have anything else than now.</p>
  return (
    <>
      <p className="mb-2 text-soft">
        {count(changed)} of {countOf(users, 'person', 'people')} would change.
      </p>
      <ul className="grid gap-1">
        {counts.slice(0, 12).map(({ kind, from, to, users: people }) => (
          <li key={`${kind} ${from} ${to}`} className="flex flex-wrap items-baseline gap-x-3">
            <span className="w-12 text-right font-strong tabular-nums">{count(people)}</span>
            <FromTo kind={kind} from={from} to={to} />
          </li>
        ))}
      </ul>
    </>
  )
}

const FromTo = ({ kind, from, to }: Pick<AccessChange['changes'][number], 'kind' | 'from' | 'to'>) => (
  <span className="inline-flex min-w-0 flex-wrap items-baseline gap-x-2">
    <span className="text-soft">{kindWords[kind]}</span>
    <span className="sr-only">from</span>
    <del className="text-faint decoration-faint">{from ?? 'none'}</del>
    <ArrowIcon className="size-3 self-center text-faint" />
    <span className="sr-only">to</span>
    <ins className="font-strong no-underline">{to ?? 'none'}</ins>
  </span>
)

const PersonChange = ({ person: { name, userName, changes }, rules }: { person: AccessChange; rules: readonly MappingRule[] }) => (
  <li className="grid gap-x-6 gap-y-0.5 border-b border-line py-2 sm:grid-cols-[minmax(9rem,1fr)_2fr]">
    <span className="min-w-0">
      <span className="font-strong">{name}</span>
      <span className="block truncate text-meta text-faint">{userName}</span>
    </span>
    <ul className="grid content-start gap-0.5">
      {changes.map(({ kind, from, to, because }) => (
        <li key={kind} className="flex flex-wrap items-baseline justify-between gap-x-4">
          <FromTo kind={kind} from={from} to={to} />
          <span className="text-meta text-faint">{becauseWords(because, rules)}</span>
        </li>
      ))}
    </ul>
  </li>
)
