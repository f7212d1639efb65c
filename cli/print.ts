/* What the commands say: plain text for people, one JSON document with `--json` for machines. */

export const say = (text: string): void => void process.stdout.write(`${text}\n`)
export const complain = (text: string): void => void process.stderr.write(`${text}\n`)

/** Columns as wide as their widest cell; numbers to the right. */
export function table(rows: readonly Record<string, string | number>[]): string {
  const [first] = rows
  if (first === undefined) return ''
  const names = Object.keys(first)
  const widths = names.map(name => Math.max(name.length, ...rows.map(row => String(row[name] ?? '').length)))
  const line = (cells: readonly (string | number)[]) =>
    cells
      .map((cell, index) => (typeof cell === 'number' ? String(cell).padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0)))
      .join('  ')
      .trimEnd()
  return [line(names), line(widths.map(width => '-'.repeat(width))), ...rows.map(row => line(names.map(name => row[name] ?? '')))].join('\n')
}
