import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { connectors } from './index.ts'
import { profiles } from './profiles.ts'

const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter(entry => entry.isDirectory() && entry.name !== 'kit' && entry.name !== 'node_modules')
  .map(({ name }) => name)
const withFile = (file: string) => folders.filter(folder => existsSync(join(import.meta.dirname, folder, file))).toSorted()

describe('the lists of what is known of vendors', () => {
  it('name every connector, and nothing else', () => {
    expect(connectors.map(({ id }) => id).toSorted()).toEqual(withFile('index.ts'))
  })

  it('name every profile, and nothing else', () => {
    expect(profiles.map(({ id }) => id).toSorted()).toEqual(withFile('profile.ts'))
  })

  it('say of every connector by which way it reaches accounts', () => {
    expect(connectors.filter(({ direct }) => direct === 'scim').map(({ id }) => id)).toEqual(['atlassian', 'chorus', 'github', 'scim', 'slack'])
  })

  it('leave no folder out', () => {
    expect([...new Set([...withFile('index.ts'), ...withFile('profile.ts')])].toSorted()).toEqual(folders.toSorted())
  })
})
