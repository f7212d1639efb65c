/** Statements that come again and again are parsed once a connection; at most this many, so that generated ones cannot fill its memory. */
const mostPrepared = 200
const longestPrepared = 10_000
/** Of what has not come often enough, the latest are kept in mind: what is asked once and never again takes the place of nothing. */
const mostCandidates = 1_000

/** Names statements from their third time on; undefined leaves one unprepared. */
export function statementNames(): (text: string) => string | undefined {
  const names = new Map<string, string>()
  const candidates = new Map<string, number>()
  return text => {
    const known = names.get(text)
    if (known !== undefined) return known
    if (names.size >= mostPrepared || text.length > longestPrepared) return undefined
    const times = (candidates.get(text) ?? 0) + 1
    candidates.delete(text)
    if (times > 2) {
      const name = `rollcall_${names.size}`
      names.set(text, name)
      return name
    }
    candidates.set(text, times)
    const [oldest] = candidates.keys()
    if (candidates.size > mostCandidates && oldest !== undefined) candidates.delete(oldest)
    return undefined
  }
}
