import { useEffect, useState } from 'react'

const pauseMs = 250

/** The value once it has rested for a moment, so that a server is not asked at every key. The value must be the same object for as long as it rests. */
export const useSettled = <Value>(value: Value): Value => {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    if (settled === value) return undefined
    const timer = setTimeout(() => setSettled(value), pauseMs)
    return () => clearTimeout(timer)
  }, [settled, value])
  return settled
}
