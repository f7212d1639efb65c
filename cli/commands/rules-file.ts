import { AccessRules, issueInWords } from '@rollcall/contract'
import { type Document, isNode, LineCounter, parseDocument, stringify } from 'yaml'
import { ApiRefusal } from '../client.ts'

/** Access rules as a file has them, and where in the file anything is. */
export interface RulesFile {
  readonly rules: AccessRules
  /** `rules.yaml:12:7` of `rules.0.gives.1.app`: of the nearest thing above it that is in the file. */
  readonly place: (at: string) => string
}

/** Reads YAML 1.2. Refuses what is not YAML or not access rules; each line of the sentence names line and column. */
export function readRulesFile(name: string, text: string): RulesFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset)
    return `${name}:${line}:${col}`
  }
  if (document.errors.length > 0) throw refusal(document.errors.map(({ pos, message }) => `${at(pos[0])}: ${message}.`))
  const place = (path: string): string => at(offsetOf(document, path === '' ? [] : path.split('.')))
  const parsed = AccessRules.safeParse(document.toJS({ maxAliasCount: 100 }) ?? {}, { error: issueInWords })
  if (!parsed.success)
    throw refusal(
      parsed.error.issues.map(({ path, message, ...issue }) => {
        // An unknown key is told where it stands and not where its map begins.
        const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
        return `${place([...path, ...keys].join('.'))}: ${[...path, ...keys].join('.') || 'the file'}: ${message}`
      }),
    )
  return { rules: parsed.data, place }
}

const refusal = (lines: readonly string[]) => new ApiRefusal('bad_request', lines.join('\n'))

function offsetOf(document: Document.Parsed, path: readonly string[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node: unknown = document.getIn(
      path.slice(0, depth).map(part => (/^\d+$/.test(part) ? Number(part) : part)),
      true,
    )
    if (isNode(node) && node.range != null) return node.range[0]
  }
  return document.contents?.range?.[0] ?? 0
}

/** The same rules as a file that is read by people: in order, nothing folded, nothing by reference. */
export const writeRulesFile = ({ rules, closed, exceptions }: AccessRules): string =>
  `# Who should have which app. See what a change would do: rollcall rules plan FILE\n${stringify(
    { rules, closed, exceptions },
    { lineWidth: 0, aliasDuplicateObjects: false },
  )}`
