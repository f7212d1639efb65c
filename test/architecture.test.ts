// The fences of the house. Each is a sentence of ARCHITECTURE.md; a failure names the file and the import that crosses.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { endpoints } from '@rollcall/contract'
import { jobs } from '@rollcall/server/jobs/index.ts'
import { work } from '@rollcall/server/work.ts'

const root = join(import.meta.dirname, '..')
const packages = ['contract', 'connectors', 'simulators', 'server', 'console', 'cli']

interface Import {
  readonly from: string
  /** A path from the root for our own files, a package's name otherwise. */
  readonly to: string
}

const sourceFiles = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\/(node_modules|dist)(\/|$)/.test(entry.parentPath))
    .map(entry => relative(root, join(entry.parentPath, entry.name)))

const isTest = (file: string) => /\.test\.tsx?$|(^|\/)testing\//.test(file)

const resolveTarget = (from: string, specifier: string): string => {
  if (specifier.startsWith('.')) return relative(root, resolve(root, dirname(from), specifier))
  const own = /^@rollcall\/([a-z]+)(?:\/(.+))?$/.exec(specifier)
  return own === null ? specifier : join(own[1] ?? '', own[2] ?? 'index.ts')
}

const importsOf = (file: string): Import[] => {
  const source = readFileSync(join(root, file), 'utf8')
  return [...source.matchAll(/(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s+'([^']+)'|import\('([^']+)'\)|(?:^|\n)import '([^']+)'/g)].map(match => ({
    from: file,
    to: resolveTarget(file, match[1] ?? match[2] ?? match[3] ?? ''),
  }))
}

const files = packages.flatMap(sourceFiles)
const imports = files.filter(file => !isTest(file)).flatMap(importsOf)
const crossings = (from: RegExp, forbidden: (each: Import) => boolean) =>
  imports.filter(each => from.test(each.from) && forbidden(each)).map(each => `${each.from} imports ${each.to}`)

const moduleOf = (path: string): string | null => /^server\/modules\/([^/]+)\//.exec(path)?.[1] ?? null
const isDoor = (path: string) => /^server\/modules\/[^/]+\/index\.ts$/.test(path)
const isOwn = (path: string) => packages.some(name => path.startsWith(`${name}/`))

describe('the fences', () => {
  it('see the imports at all', () => {
    expect(imports).toContainEqual({ from: 'server/http/rest/audit.ts', to: 'server/modules/audit/index.ts' })
    expect(imports).toContainEqual({ from: 'server/http/rest/audit.ts', to: 'contract/index.ts' })
    expect(imports.length).toBeGreaterThan(200)
  })

  it('http, jobs and cli use modules by their door, and no module imports them', () => {
    expect(crossings(/^(server\/(http|jobs)|cli)\//, ({ to }) => moduleOf(to) !== null && !isDoor(to))).toEqual([])
    expect(crossings(/^server\/modules\//, ({ to }) => /^(server\/(http|jobs|main)|cli)/.test(to))).toEqual([])
  })

  it('a module imports another by its door', () => {
    expect(crossings(/^server\/modules\//, ({ from, to }) => moduleOf(to) !== null && moduleOf(to) !== moduleOf(from) && !isDoor(to))).toEqual([])
  })

  it('the doors form no cycle', () => {
    const next = new Map<string, Set<string>>()
    for (const { from, to } of imports) {
      const [a, b] = [moduleOf(from), moduleOf(to)]
      if (a !== null && b !== null && a !== b) next.set(a, (next.get(a) ?? new Set()).add(b))
    }
    const cycle = (module: string, path: readonly string[]): string[] | null => {
      if (path.includes(module)) return [...path.slice(path.indexOf(module)), module]
      for (const each of next.get(module) ?? []) {
        const found = cycle(each, [...path, module])
        if (found !== null) return found
      }
      return null
    }
    expect(
      [...next.keys()]
        .map(module => cycle(module, []))
        .find(found => found !== null)
        ?.join(' -> ') ?? 'no cycle',
    ).toBe('no cycle')
  })

  it('connectors know kit and contract alone; the console knows the contract alone', () => {
    expect(crossings(/^connectors\//, ({ to }) => isOwn(to) && !/^(connectors|contract)\//.test(to))).toEqual([])
    const vendor = (path: string) => /^connectors\/([^/]+)\//.exec(path)?.[1] ?? 'index'
    expect(
      crossings(/^connectors\/(?!kit)[^/]+\//, ({ from, to }) => to.startsWith('connectors/') && vendor(to) !== 'kit' && vendor(to) !== vendor(from)),
    ).toEqual([])
    expect(crossings(/^console\//, ({ to }) => isOwn(to) && !/^(console|contract)\//.test(to))).toEqual([])
    expect(crossings(/^contract\//, ({ to }) => !to.startsWith('contract/') && to !== 'zod')).toEqual([])
  })

  it('simulators share nothing with us but their own core', () => {
    expect(crossings(/^simulators\//, ({ to }) => isOwn(to) && !to.startsWith('simulators/'))).toEqual([])
  })

  it('only config.ts reads the environment of the server', () => {
    const readers = files.filter(file => file.startsWith('server/') && !isTest(file) && readFileSync(join(root, file), 'utf8').includes('process.env'))
    expect(readers).toEqual([])
  })

  it('every job has its file', () => {
    expect(jobs.map(job => job.name).toSorted()).toEqual(Object.keys(work).toSorted())
  })

  it('no endpoint shares its address with another', () => {
    const addresses = Object.values(endpoints).flatMap(each => ('method' in each ? [`${each.method} ${each.path}`] : []))
    expect(new Set(addresses).size).toBe(addresses.length)
  })
})
