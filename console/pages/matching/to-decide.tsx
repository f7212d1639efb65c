import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { matchQuestionPages } from '../../data/matching.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Empty } from '../../ui/states.tsx'
import { Questions } from './questions.tsx'

/** Disputes first, since they block; then who looks like somebody else. */
export const ToDecide = ({ opened }: { opened: string | undefined }) => {
  const disputes = useInfiniteQuery(matchQuestionPages('disputes'))
  const suggestions = useInfiniteQuery(matchQuestionPages('suggestions'))
  if (disputes.data?.pages[0]?.total === 0 && suggestions.data?.pages[0]?.total === 0)
    return (
      <Empty
        title="Nothing to decide."
        action={
          <Link to="/people" className={buttonClass()}>
            Open the roll
          </Link>
        }
      >
        <p>
          Rollcall links a login to a person by its external id, its employee number or its e-mail. Where that says two people, or nobody, it is asked here.
        </p>
      </Empty>
    )
  return (
    <>
      <Questions
        title="Disputes"
        query={disputes}
        noun={['dispute', 'disputes']}
        none="None: nothing is held up by a question of whose it is."
        opened={opened}
      />
      <Questions title="Suggestions" query={suggestions} noun={['suggestion', 'suggestions']} none="None: nobody looks like somebody else." opened={opened} />
    </>
  )
}
