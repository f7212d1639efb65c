import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { MatchQuestion } from '@rollcall/contract'
import { More } from '../../ui/more.tsx'
import { Section } from '../../ui/section.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Table, TableShape, type Column } from '../../ui/table.tsx'
import { QuestionMark } from '../vocabulary/match-words.tsx'

export interface QuestionPages {
  pages: { items: MatchQuestion[]; total: number }[]
}

interface QuestionsProps {
  title: string
  query: UseInfiniteQueryResult<QuestionPages>
  noun: readonly [string, string]
  /** What to say when there are none. */
  none: string
  opened: string | undefined
}

const columns: readonly Column<MatchQuestion>[] = [
  {
    id: 'subject',
    head: 'Login or person',
    cell: ({ id, subject, detail }) => (
      <div className="grid gap-0.5">
        <Link
          from="/matching"
          search={before => ({ ...before, question: id })}
          resetScroll={false}
          data-row-link
          className="row-link font-strong wrap-anywhere"
        >
          {subject.name}
        </Link>
        <span className="text-meta text-soft xl:hidden wrap-anywhere">{detail}</span>
      </div>
    ),
  },
  { id: 'kind', head: 'Question', from: 'sm', cell: ({ kind }) => <QuestionMark kind={kind} /> },
  { id: 'candidates', head: 'May be', from: 'md', cell: ({ candidates }) => candidates.map(({ name }) => name).join(', ') },
  {
    id: 'detail',
    head: 'Why it is asked',
    from: 'xl',
    className: 'wrap-anywhere',
    cell: ({ detail, candidates: [first] }) => <Why detail={detail} agrees={first?.agrees ?? []} />,
  },
]

const Why = ({ detail, agrees }: { detail: string; agrees: readonly string[] }) => (
  <div className="grid gap-0.5 text-soft">
    {detail}
    {agrees.length > 0 && <span className="text-meta text-faint">{agrees.join(', ')}</span>}
  </div>
)

/** One list of questions under its title. */
export const Questions = ({ title, query, noun, none, opened }: QuestionsProps) => {
  const questions = query.data?.pages.flatMap(page => page.items) ?? []
  return (
    <Section title={title}>
      <Loaded query={query} shape={<TableShape rows={4} />}>
        {() =>
          questions.length ? (
            <>
              <Table caption={title} columns={columns} rows={questions} keyOf={({ id }) => id} isCurrent={({ id }) => id === opened} />
              <More
                shown={questions.length}
                total={query.data?.pages[0]?.total ?? 0}
                noun={noun}
                hasMore={query.hasNextPage}
                loading={query.isFetchingNextPage}
                onMore={() => void query.fetchNextPage()}
              />
            </>
          ) : (
            <p className="text-soft">{none}</p>
          )
        }
      </Loaded>
    </Section>
  )
}
