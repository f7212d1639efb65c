import type { Utterance } from '@rollcall/contract'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo } from 'react'

const route = getRouteApi('/shell/calls/$id')

export const cueId = (utterance: number) => `cue-${utterance}`

const show = (utterance: number) => {
  const cue = document.getElementById(cueId(utterance))
  cue?.scrollIntoView({ block: 'center' })
  cue?.focus({ preventScroll: true })
}

/** Ways to the words: what is pointed at is in the address, so that a link to a sentence can be sent. */
export interface Jump {
  /** The utterance that is pointed at. */
  current: number | undefined
  to: (utterance: number) => void
  /** To whatever is said at a time, by a certain speaker if given. */
  toTime: (seconds: number, speaker?: number) => void
}

export const useJump = (utterances: readonly Utterance[] | undefined): Jump => {
  const { at } = route.useSearch()
  const navigate = route.useNavigate()
  const current = at === undefined ? undefined : Number(at)
  const to = useCallback(
    (utterance: number) => {
      void navigate({ search: before => ({ ...before, at: String(utterance) }), replace: true, resetScroll: false })
      show(utterance)
    },
    [navigate],
  )
  const toTime = useCallback(
    (seconds: number, speaker?: number) => {
      const nearest = utterances
        ?.filter(one => speaker === undefined || one.speaker === speaker)
        .reduce<Utterance | undefined>((best, one) => (best && distance(best, seconds) <= distance(one, seconds) ? best : one), undefined)
      if (nearest) to(nearest.index)
    },
    [utterances, to],
  )
  const ready = utterances !== undefined
  useEffect(() => {
    // Only when the page was opened by a link to a sentence; later jumps show themselves.
    const asked = new URLSearchParams(window.location.search).get('at')
    if (ready && asked !== null) show(Number(asked))
  }, [ready])
  return useMemo(() => ({ current, to, toTime }), [current, to, toTime])
}

const distance = ({ start, end }: Utterance, seconds: number) => (seconds < start ? start - seconds : Math.max(0, seconds - end))
