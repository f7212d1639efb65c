import { useEffect, useState } from 'react'

const pauseMs = 180

/**
 * What is being typed, at once, while `settle` hears of it only after a short pause.
 * When `settled` changes from outside (the back button), the typed text follows.
 */
export const useTyped = (settled: string, settle: (text: string) => void): [string, (text: string) => void] => {
  const [typed, setTyped] = useState(settled)
  const [heard, setHeard] = useState(settled)
  if (heard !== settled) {
    setHeard(settled)
    setTyped(settled)
  }
  useEffect(() => {
    if (typed === settled) return undefined
    const timer = setTimeout(() => {
      setHeard(typed)
      settle(typed)
    }, pauseMs)
    return () => clearTimeout(timer)
  }, [typed, settled, settle])
  return [typed, setTyped]
}
