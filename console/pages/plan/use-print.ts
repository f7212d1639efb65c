import { useQueryClient } from '@tanstack/react-query'
import type { Plan } from '@rollcall/contract'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { evidenceQuery } from '../../data/plans.ts'

/** Prints the plan with every step open and all its evidence, which has to be there first. `printedAt` is set while the paper is drawn. */
export const usePrint = (plan: Plan | undefined) => {
  const queryClient = useQueryClient()
  const [gathering, setGathering] = useState(false)
  const [printedAt, setPrintedAt] = useState<string | null>(null)
  const print = async () => {
    setGathering(true)
    const attempted = plan?.steps.filter(({ attempts }) => attempts > 0) ?? []
    // What could not be read is said on the paper, too.
    await Promise.allSettled(attempted.map(step => queryClient.ensureQueryData(evidenceQuery(plan?.id ?? '', step.id))))
    flushSync(() => {
      setGathering(false)
      setPrintedAt(new Date().toISOString())
    })
    window.print()
    setPrintedAt(null)
  }
  return { print, gathering, printedAt }
}
