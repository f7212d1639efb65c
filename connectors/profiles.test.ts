import { describe, expect, it } from 'vitest'
import { AppProfile, profileTopics } from '@rollcall/contract'
import { profileMarkdown } from './profile-markdown.ts'
import { profiles } from './profiles.ts'

describe.each(profiles)('the profile of $name', profile => {
  it('is whole, and says where each statement comes from', () => {
    expect(AppProfile.parse(profile)).toEqual(profile)
    const sources = new Set(profile.sources.map(({ id }) => id))
    for (const { source } of [...profile.facts, ...profile.scenarios]) expect(sources).toContain(source)
  })

  it('tells its facts in the order of the topics, the answer before its details', () => {
    const order = profile.facts.map(({ topic }) => profileTopics.indexOf(topic))
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    for (const topic of new Set(profile.facts.map(fact => fact.topic))) {
      const verdicts = profile.facts.filter(fact => fact.topic === topic).map(({ verdict }) => verdict === null)
      expect(verdicts).toEqual(verdicts.toSorted((a, b) => Number(a) - Number(b)))
    }
  })

  it('ends in a way that is always open', () => {
    expect(profile.routes.at(-1)?.route).toBe('manual')
  })
})

describe('the documentation of an app', () => {
  it.each(profiles)('is written from the profile of $name', async profile => {
    await expect(profileMarkdown(profile)).toMatchFileSnapshot(`../docs/apps/${profile.id}.md`)
  })
})
