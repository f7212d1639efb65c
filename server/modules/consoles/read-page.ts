import { type Cells, type Step, VendorError } from '@rollcall/connectors/kit'
import type { Locator, Page } from 'playwright-core'

type ReadTable = Extract<Step, { do: 'readTable' }>
type ReadFields = Extract<Step, { do: 'readFields' }>

const text = async (locator: Locator): Promise<string> => (await locator.innerText()).trim()

/** The rows that a table shows now, by its headings. Throws a sentence's end where a heading is missing. */
export async function readRows(table: Locator, { columns, id, name }: ReadTable): Promise<Cells[]> {
  const headings = (await table.getByRole('columnheader').allInnerTexts()).map(word => word.trim())
  const missing = Object.keys(columns).find(heading => !headings.includes(heading))
  if (missing !== undefined) throw new Changed(`no column named ${missing} in the table ${name}`)
  const rows: Cells[] = []
  for (const row of await table.getByRole('row').all()) {
    const cells = (await row.getByRole('cell').allInnerTexts()).map(word => word.trim())
    if (cells.length === 0) continue
    const link = row.getByRole('link').first()
    const href = (await row.getByRole('link').count()) === 0 ? '' : ((await link.getAttribute('href')) ?? '')
    const told = Object.entries(columns).map(([heading, what]) => [what, cells[headings.indexOf(heading)] ?? ''])
    rows.push({ ...Object.fromEntries(told), id: new RegExp(id).exec(href)?.[1] ?? '' })
  }
  return rows
}

/** How many rows the console says there are in all, or null. */
export async function readTotal(page: Page, { total }: ReadTable): Promise<number | null> {
  for (const line of await page.getByRole('status').allInnerTexts()) {
    const told = new RegExp(total).exec(line.trim())?.at(-1)
    if (told !== undefined) return Number(told)
  }
  return null
}

/** Labelled fields, whether they can be changed or are only shown. */
export async function readFieldsOf(page: Page, { fields, id }: ReadFields): Promise<Cells> {
  const told: [string, string][] = []
  for (const [label, what] of Object.entries(fields)) {
    const field = page.getByLabel(label, { exact: true })
    if ((await field.count()) !== 1) throw new Changed(`${(await field.count()) === 0 ? 'no field' : 'more than one field'} named ${label}`)
    told.push([what, await valueOf(field)])
  }
  return { ...Object.fromEntries(told), id: new RegExp(id).exec(new URL(page.url()).pathname)?.[1] ?? '' }
}

const valueOf = async (field: Locator): Promise<string> => {
  const tag = await field.evaluate(element => element.tagName)
  if (tag === 'SELECT') return text(field.locator('option:checked'))
  return tag === 'INPUT' || tag === 'TEXTAREA' ? (await field.inputValue()).trim() : text(field)
}

/** Something is not where the recipe looks for it; the message says what, to be put into a sentence. */
export class Changed extends Error {
  override readonly name = 'Changed'
}

/** A table that never ends is not believed. */
export const endless = (app: string) => new VendorError('malformed', `The console of ${app} repeats a page of its list, so the end of it was not seen.`)
