import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { EngagementDetails, issueInWords } from '@rollcall/contract'

export interface DetailFlags {
  readonly title?: string
  readonly start?: string
  readonly owner?: string
  readonly participant: readonly string[]
  readonly kind?: string
}

/** What stands beside a file (`call.vtt` has `call.json` or `call.vtt.json`), and flags over it. Throws a sentence that names what is wrong. */
export function detailsFor(file: string, flags: DetailFlags): EngagementDetails {
  const beside = [`${file}.json`, file.replace(/\.[^.]+$/, '.json')].find(path => path !== file && existsSync(path))
  const given = detailsOf(flags)
  const parsed = EngagementDetails.safeParse({ ...(beside === undefined ? {} : readBeside(beside)), ...given }, { error: issueInWords })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const source = beside === undefined || Object.hasOwn(given, String(issue?.path[0])) ? 'what was given' : basename(beside)
  throw new Error(`${issue?.path.join('.')} in ${source}: ${issue?.message}`)
}

function readBeside(path: string): object {
  const name = basename(path)
  let told: unknown
  try {
    told = JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new Error(`${name}, which stands beside it, is not valid JSON.`, { cause })
  }
  if (typeof told !== 'object' || told === null || Array.isArray(told)) throw new Error(`${name}, which stands beside it, is not a JSON object.`)
  return told
}

const detailsOf = ({ title, start, owner, kind, participant }: DetailFlags): object => ({
  ...(title === undefined ? {} : { title }),
  ...(start === undefined ? {} : { startedAt: instantOf(start) }),
  ...(owner === undefined ? {} : { ownerEmail: owner }),
  ...(kind === undefined ? {} : { kind }),
  ...(participant.length === 0 ? {} : { participants: participant.map(participantOf) }),
})

function instantOf(text: string): string {
  const time = new Date(text)
  if (Number.isNaN(time.getTime())) throw new Error(`--start ${text} is not a time; write it as 2026-11-22T15:00Z.`)
  return time.toISOString()
}

/** `Ana Ruiz <ana@acme.com>, VP Sales` */
function participantOf(text: string): { name: string; email?: string; title?: string } {
  const [, name = '', email, title] = /^([^<,]*)(?:<([^>]+)>)?(?:,\s*(.+))?$/.exec(text.trim()) ?? []
  return {
    name: name.trim() === '' ? (email ?? text.trim()) : name.trim(),
    ...(email === undefined ? {} : { email }),
    ...(title === undefined ? {} : { title }),
  }
}
