import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What stands beside a transcript. `held` says when the call was, since a demo with last year's calls is no demo. */
type Sidecar = {
  kind: 'meeting' | 'dialer'
  title: string
  ownerEmail: string
  /** The id at the meeting tool or dialer. */
  externalId: string
  /** `at` in UTC. */
  held: { workdaysAgo: number; at: string }
  participants: { name: string; email: string; title: string; speaker?: string }[]
}

export type CompanyCall = { fileName: string; transcript: string; details: Omit<Sidecar, 'held'> & { startedAt: string } }

const folder = import.meta.dirname

/**
 * The conversations of Fernhollow's people, newest first: WebVTT as a meeting tool exports it, about the accounts and deals of the
 * company's Salesforce. One is a dialer call of less than ten minutes, one is among colleagues.
 */
export const companyCalls = (now: Date): CompanyCall[] =>
  readdirSync(folder)
    .filter(name => name.endsWith('.vtt'))
    .map(fileName => {
      const { held, ...details } = JSON.parse(readFileSync(join(folder, fileName.replace('.vtt', '.json')), 'utf8')) as Sidecar
      return { fileName, transcript: readFileSync(join(folder, fileName), 'utf8'), details: { ...details, startedAt: startOf(held, now) } }
    })
    .toSorted((a, b) => b.details.startedAt.localeCompare(a.details.startedAt))

/** So many working days before today, whatever day it is. */
const startOf = ({ workdaysAgo, at }: Sidecar['held'], now: Date): string => {
  const day = new Date(now)
  for (let left = workdaysAgo; left > 0; left -= isWorkday(day) ? 1 : 0) day.setUTCDate(day.getUTCDate() - 1)
  return `${day.toISOString().slice(0, 10)}T${at}:00.000Z`
}

const isWorkday = (day: Date): boolean => day.getUTCDay() !== 0 && day.getUTCDay() !== 6
