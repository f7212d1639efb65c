import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

interface Chunk {
  file: string
  isEntry?: boolean
  imports?: string[]
  dynamicImports?: string[]
}

/** The compressed script that a first visit to a page loads: the entry, the page, and what both import. */
interface FirstLoad {
  page: string
  kilobytes: number
}

/** Read from the build's manifest. */
export const firstLoads = (): FirstLoad[] => {
  const dist = join(import.meta.dirname, '../dist')
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>
  const withImports = (name: string, seen = new Set<string>()): Set<string> => {
    if (!seen.has(name)) for (const next of manifest[name]?.imports ?? []) withImports(next, seen.add(name))
    return seen.add(name)
  }
  const size = (name: string) => gzipSync(readFileSync(join(dist, manifest[name]?.file ?? '')), { level: 9 }).length
  const entry = Object.keys(manifest).find(name => manifest[name]?.isEntry) ?? ''
  const pages = (manifest[entry]?.dynamicImports ?? []).filter(name => name.endsWith('-page.tsx'))
  return pages.map(page => {
    const bytes = [...withImports(page, withImports(entry))].reduce((sum, name) => sum + size(name), 0)
    return { page: page.replace(/^.*\/|\.tsx$/g, ''), kilobytes: Math.round(bytes / 100) / 10 }
  })
}
