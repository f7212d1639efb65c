import type { KeyBinding } from './keys.ts'

const links = () => [...document.querySelectorAll<HTMLElement>('main [data-row-link]')]

const step = (by: 1 | -1) => {
  const rows = links()
  const row = document.activeElement?.closest('[data-row]')
  const here = rows.findIndex(link => link === document.activeElement || (row !== null && row !== undefined && row.contains(link)))
  const next = here === -1 ? (by === 1 ? 0 : rows.length - 1) : Math.min(Math.max(here + by, 0), rows.length - 1)
  rows[next]?.focus()
  rows[next]?.scrollIntoView({ block: 'nearest' })
}

const select = () => document.activeElement?.closest('[data-row]')?.querySelector<HTMLInputElement>('input[type="checkbox"]')?.click()

/** The keys of every table. They move the real focus between the links of the rows, so that Enter needs no code. */
export const rowKeys: readonly KeyBinding[] = [
  { keys: 'j', says: 'Next row', run: () => step(1) },
  { keys: 'k', says: 'Row before', run: () => step(-1) },
  { keys: 'x', says: 'Select the row', run: select },
]
