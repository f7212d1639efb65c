import { createHash } from 'node:crypto'
import type { Redactor } from '@rollcall/connectors/kit'
import type { Locator, Page } from 'playwright-core'

/** A picture of a page, without secrets. */
export interface Screenshot {
  readonly of: string
  readonly png: Buffer
  readonly sha256: string
}

/** Fields that are covered wherever they stand: what was filled in as a secret, and every password field. */
const covered = (page: Page, secretLabels: ReadonlySet<string>): Locator[] => [
  page.locator('input[type=password]'),
  ...[...secretLabels].map(label => page.getByLabel(label, { exact: true })),
]

/**
 * Takes a picture of what can be seen. Null when the page shows a secret in its own text, which no mask would find, or cannot be
 * looked at any more. `withoutRows` covers tables, whose rows name everybody.
 */
export async function takeScreenshot(
  page: Page,
  of: string,
  { secretLabels, redact, withoutRows }: { secretLabels: ReadonlySet<string>; redact: Redactor; withoutRows: boolean },
): Promise<Screenshot | null> {
  try {
    const text = await page.locator('body').innerText({ timeout: 1_000 })
    if (redact(text) !== text) return null
    const mask = [...covered(page, secretLabels), ...(withoutRows ? [page.getByRole('cell')] : [])]
    const png = await page.screenshot({ mask, maskColor: '#8a94a6', animations: 'disabled', timeout: 5_000 })
    return { of, png, sha256: createHash('sha256').update(png).digest('hex') }
  } catch {
    return null
  }
}
