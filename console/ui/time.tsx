import { useSyncExternalStore } from 'react'

const minuteMs = 60_000
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' })
const hourOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const dayThisYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const dayOtherYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const toTheMinute = { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const
const dayAndHour = new Intl.DateTimeFormat('en-GB', toTheMinute)

const midnight = (time: number) => new Date(time).setHours(0, 0, 0, 0)
const daysBetween = (earlier: number, later: number) => Math.round((midnight(later) - midnight(earlier)) / 86_400_000)

/** `in 3 min`, `just now`, `12 min ago`, `today 09:14`, `yesterday 18:40`, `3 Nov`, `3 Nov 2025`. */
export const relative = (instant: string, now: number): string => {
  const time = Date.parse(instant)
  const minutes = Math.floor(now / minuteMs) - Math.floor(time / minuteMs)
  if (minutes === 0) return 'just now'
  if (minutes > 0 && minutes < 60) return `${minutes} min ago`
  if (minutes < 0 && minutes > -60) return `in ${-minutes} min`
  const days = daysBetween(time, now)
  if (days === 0) return `today ${hourOfDay.format(time)}`
  if (days === 1) return `yesterday ${hourOfDay.format(time)}`
  if (days === -1) return `tomorrow ${hourOfDay.format(time)}`
  return (new Date(time).getFullYear() === new Date(now).getFullYear() ? dayThisYear : dayOtherYear).format(time)
}

/** The same instant where a page has to stand on its own (print), in the reader's zone or another: `22 Nov 2026, 18:40`. */
export const absolute = (instant: string, timeZone?: string): string =>
  (timeZone === undefined ? dayAndHour : new Intl.DateTimeFormat('en-GB', { ...toTheMinute, timeZone })).format(Date.parse(instant))

const second = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** Where the second counts: `22 Nov 2026, 18:40:07`. */
export const toTheSecond = (instant: string): string => second.format(Date.parse(instant))

const watchMinutes = (tick: () => void) => {
  const timer = setInterval(tick, minuteMs)
  return () => clearInterval(timer)
}
/** All times on a page turn over together, once a minute. */
const thisMinute = () => Math.floor(Date.now() / minuteMs) * minuteMs
const useNow = () => useSyncExternalStore(watchMinutes, thisMinute)

interface TimeProps {
  at: string
  className?: string
}

/** An instant, relative to now, in the reader's zone, with the exact time for the pointer that rests on it. */
export const Time = ({ at, className }: TimeProps) => {
  const now = useNow()
  return (
    <time dateTime={at} title={exact.format(Date.parse(at))} className={className}>
      {relative(at, now)}
    </time>
  )
}
