/** Statements that come again and again are parsed once a connection; at most this many, so that generated ones cannot fill its memory. */
const mostPrepared = 200
const longestPrepared = 10_000

/** Names statements from their third time on; undefined leaves one unprepared. */
export function statementNames(): (text: string) => string | undefined {
  const seen = new Map<string, { times: number; readonly name: string }>()
  return text => {
    const known = seen.get(text)
    if (known !== undefined) return ++known.times > 2 ? known.name : undefined
    if (seen.size < mostPrepared && text.length <= longestPrepared) seen.set(text, { times: 1, name: `rollcall_${seen.size}` })
    return undefined
  }
}
