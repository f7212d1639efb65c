import { describe, expect, it } from 'vitest'
import { participant, transcriptOf } from './call-under-test.ts'
import { speakersOf } from './speakers.ts'

const home = { ownerEmail: 'Maya@Rollcall.example', internalDomains: ['rollcall.example'] }
const sides = (labels: string[], people: ReturnType<typeof participant>[], at = home) =>
  speakersOf(transcriptOf(labels.map(label => `${label}: hi`)), people, at).map(({ name, side }) => `${name} ${side}`)

describe('speakers', () => {
  it('carry the participant, the side by domain, and their seconds', () => {
    const people = [participant('Maya Chen', 'maya@rollcall.example', { title: 'AE' }), participant('Tom Becker', 'tom@northwind.example')]
    expect(speakersOf(transcriptOf(['MAYA CHEN: one two', 'Tom Becker: three', 'Maya Chen: four', 'Nobody: five']), people, home)).toEqual([
      { index: 0, label: 'MAYA CHEN', name: 'Maya Chen', email: 'maya@rollcall.example', title: 'AE', side: 'rep', talkSeconds: 1 },
      { index: 1, label: 'Tom Becker', name: 'Tom Becker', email: 'tom@northwind.example', title: null, side: 'customer', talkSeconds: 0.5 },
      { index: 2, label: 'Maya Chen', name: 'Maya Chen', email: 'maya@rollcall.example', title: 'AE', side: 'rep', talkSeconds: 0.5 },
      { index: 3, label: 'Nobody', name: 'Nobody', email: null, title: null, side: 'unknown', talkSeconds: 0.5 },
    ])
  })

  it('are found by the label that a participant names before any name', () => {
    expect(
      sides(
        ['Speaker 0', 'Tom Becker'],
        [participant('Maya Chen', null, { speaker: 'speaker 0', side: 'rep' }), participant('Tom Becker', null, { speaker: 'Speaker 9', side: 'customer' })],
      ),
    ).toEqual(['Maya Chen rep', 'Tom Becker customer'])
  })

  it('are found as meeting tools write names, and by address', () => {
    const people = [participant('José Núñez', 'jose@northwind.example'), participant('Ann Lee', 'ann@sub.rollcall.example')]
    expect(sides(['jose nunez (he/him)', 'Lee, Ann', 'ann@sub.rollcall.example', 'Ann Lee | Acme'], people)).toEqual([
      'José Núñez customer',
      'Ann Lee rep',
      'Ann Lee rep',
      'Ann Lee rep',
    ])
  })

  it('are left alone when two participants fit, or when the domain only ends alike', () => {
    expect(
      sides(['Ann Lee', 'Bob'], [participant('Ann Lee', 'a@x.example'), participant('Ann Lee', 'b@x.example'), participant('Bob', 'bob@notrollcall.example')]),
    ).toEqual(['Ann Lee unknown', 'Bob customer'])
  })

  it('have the side that is given, the owner ours, and no side guessed without our domains', () => {
    const people = [
      participant('Maya', 'maya@rollcall.example'),
      participant('Tom', 'tom@rollcall.example', { side: 'customer' }),
      participant('Zed', 'zed@elsewhere.example'),
    ]
    expect(sides(['Maya', 'Tom', 'Zed'], people, { ownerEmail: 'maya@rollcall.example', internalDomains: [] })).toEqual([
      'Maya rep',
      'Tom customer',
      'Zed unknown',
    ])
  })
})
