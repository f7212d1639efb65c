/** One column of an exported table. */
export interface CsvColumn<Row> {
  head: string
  value: (row: Row) => string | number | null
}

/** Spreadsheets take cells that begin so for formulas; a leading apostrophe keeps them text. */
const formulaLike = /^[=+\-@\t\r]/

const cell = (value: string | number | null): string => {
  if (value === null) return ''
  const text = typeof value === 'string' && formulaLike.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** RFC 4180 with a byte order mark, which Excel needs to read it as UTF-8. */
export const toCsv = <Row>(rows: readonly Row[], columns: readonly CsvColumn<Row>[]): string => {
  const lines = [columns.map(({ head }) => cell(head)), ...rows.map(row => columns.map(({ value }) => cell(value(row))))]
  return `\uFEFF${lines.map(line => line.join(',')).join('\r\n')}\r\n`
}

/** Hands a text to the browser's downloads. */
export const download = (fileName: string, text: string) => {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = Object.assign(document.createElement('a'), { href: address, download: fileName })
  link.click()
  URL.revokeObjectURL(address)
}
