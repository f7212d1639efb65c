import { describe, expect, it } from 'vitest'
import { company, contacts, customers, deals, emailOf, people } from '../company/index.ts'
import { companyCalls } from './index.ts'

const sunday = new Date('2026-11-22T12:00:00Z')
const calls = companyCalls(sunday)
const domainOf = (email: string) => email.slice(email.indexOf('@') + 1)
const isOurs = (email: string) => domainOf(email) === company.domain
const hostOf = (website: string) => website.replace(/^https?:\/\//, '').replace(/^www\.|\/$/g, '')
const speakersOf = (transcript: string) => new Set([...transcript.matchAll(/^([^\d:\n][^:\n]*): /gm)].map(match => match[1] ?? ''))
const minutesOf = (transcript: string) => {
  const [, hours, minutes] = [...transcript.matchAll(/--> (\d\d):(\d\d):/g)].at(-1) ?? []
  return Number(hours) * 60 + Number(minutes)
}

describe('the calls of the demo company', () => {
  it('were held on working days of the last three weeks, newest first', () => {
    const starts = calls.map(({ details }) => new Date(details.startedAt))
    expect(starts).toEqual(starts.toSorted((a, b) => b.getTime() - a.getTime()))
    for (const start of starts) {
      expect([1, 2, 3, 4, 5]).toContain(start.getUTCDay())
      expect(sunday.getTime() - start.getTime()).toBeGreaterThan(0)
      expect(sunday.getTime() - start.getTime()).toBeLessThan(21 * 86_400_000)
    }
  })

  it('are held by people who work there, with customers of theirs', () => {
    const employed = new Set(people.filter(({ left }) => left === null).map(({ first, last }) => emailOf(first, last)))
    for (const { details } of calls) {
      expect(employed).toContain(details.ownerEmail)
      const [ours, theirs] = [details.participants.filter(({ email }) => isOurs(email)), details.participants.filter(({ email }) => !isOurs(email))]
      for (const { email } of ours) expect(employed).toContain(email)
      if (theirs.length === 0) continue
      const account = customers.find(({ website }) => hostOf(website) === domainOf(theirs[0]?.email ?? ''))
      expect(deals.some(({ customer, stage }) => customer === account?.key && !stage.startsWith('Closed'))).toBe(true)
      expect(contacts.some(({ email }) => theirs.some(person => person.email === email))).toBe(true)
    }
  })

  it('name every voice among the participants, and every participant speaks', () => {
    for (const { transcript, details } of calls)
      expect(speakersOf(transcript)).toEqual(new Set(details.participants.map(({ name, speaker }) => speaker ?? name)))
  })

  it('are long enough for a brief, but for a dialer call and one among colleagues', () => {
    const short = calls.filter(({ transcript }) => minutesOf(transcript) < 10).map(({ fileName }) => fileName)
    expect(short.toSorted()).toEqual(['forecast-internal.vtt', 'westerly-first-call.vtt'])
    expect(calls.filter(({ details }) => details.kind === 'dialer').map(({ fileName }) => fileName)).toEqual(['westerly-first-call.vtt'])
    const internal = calls.filter(({ details }) => details.participants.every(({ email }) => isOurs(email)))
    expect(internal.map(({ fileName }) => fileName)).toEqual(['forecast-internal.vtt'])
  })
})
