import { useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { sentenceOf } from '../../data/api-problem.ts'
import { Trouble } from '../../ui/states.tsx'

/** A page that could not be drawn, or a server that does not answer the first question. */
export const Broken = ({ error, reset }: ErrorComponentProps) => {
  const router = useRouter()
  return (
    <div className="px-4 py-10 sm:px-8">
      <title>Something went wrong · Rollcall</title>
      <Trouble
        sentence={sentenceOf(error)}
        retry={() => {
          reset()
          void router.invalidate()
        }}
      />
    </div>
  )
}
