import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { type AccessRulesPreview, previewAccessRules, readAccessRules, saveAccessRules } from '@rollcall/contract'
import { ApiRefusal, type Client } from '../client.ts'
import { say, table } from '../print.ts'
import { readRulesFile, type RulesFile, writeRulesFile } from './rules-file.ts'

/** As `terraform plan -detailed-exitcode` ends: 0 nothing would change, 1 an error, 2 there are changes. */
type ExitCode = 0 | 2

export async function exportRules(client: Client, file: string | null): Promise<void> {
  const text = writeRulesFile(await client.call(readAccessRules))
  if (file === null) say(text.trimEnd())
  else writeFileSync(file, text)
}

/** Shows what a file would change; saves nothing. */
export async function planRules(client: Client, file: string): Promise<ExitCode> {
  const given = read(file)
  return tell(await preview(client, given), given)
}

/** Saves a file as it was previewed a moment ago. */
export async function applyRules(client: Client, file: string): Promise<void> {
  const given = read(file)
  const seen = await preview(client, given)
  if (tell(seen, given) === 0) return
  const { version } = await client.call(saveAccessRules, { body: { document: given.rules, hash: seen.hash } })
  say(`Saved as version ${version}. No account was changed; make a plan of the findings for that.`)
}

function read(file: string): RulesFile {
  if (!existsSync(file)) throw new ApiRefusal('not_found', `${file}: There is no such file.`)
  return readRulesFile(basename(file), readFileSync(file, 'utf8'))
}

/** A refusal of the server is told at the line that it is about. */
const preview = (client: Client, { rules, place }: RulesFile): Promise<AccessRulesPreview> =>
  client.call(previewAccessRules, { body: { document: rules } }).catch((thrown: unknown) => {
    if (thrown instanceof ApiRefusal && thrown.at?.startsWith('document.') === true)
      throw new ApiRefusal(thrown.code, `${place(thrown.at.slice('document.'.length))}: ${thrown.message}`)
    throw thrown
  })

const signs = { added: '+', removed: '-', changed: '~', moved: '^' } as const

function tell({ changes, given, persons, opened, resolved, items, warnings }: AccessRulesPreview, { place }: RulesFile): ExitCode {
  for (const { at, sentence } of warnings) say(`${place(at)}: warning: ${sentence}`)
  if (changes.length === 0) {
    say('Nothing would change.')
    return 0
  }
  for (const { what, name, change } of changes) say(`${signs[change]} ${what} ${name}`)
  if (given.length > 0) say(`\n${table(given.map(each => ({ rule: each.rule, persons: each.persons })))}`)
  say(`\n${opened} findings would open and ${resolved} would be resolved, about ${persons} persons.`)
  if (items.length > 0) say(table(items.map(({ change, sentence }) => ({ finding: change, what: sentence }))))
  if (opened + resolved > items.length) say(`${opened + resolved - items.length} more are not shown.`)
  return 2
}
