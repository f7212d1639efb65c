import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { connectors } from './index.ts'

const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter(entry => entry.isDirectory() && entry.name !== 'kit' && entry.name !== 'node_modules')
  .map(({ name }) => name)

describe('the list of connectors', () => {
  it('names every folder, and nothing else', () => {
    expect(connectors.map(({ id }) => id).toSorted()).toEqual(folders.toSorted())
  })
})
