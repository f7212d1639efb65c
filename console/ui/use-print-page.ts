import { useState } from 'react'
import { flushSync } from 'react-dom'

/** Prints the page as it is, with the instant on it. */
export const usePrintPage = () => {
  const [printedAt, setPrintedAt] = useState<string | null>(null)
  const print = () => {
    flushSync(() => setPrintedAt(new Date().toISOString()))
    window.print()
  }
  return { print, printedAt }
}
