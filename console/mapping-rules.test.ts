import { describe, expect, it } from 'vitest'
import { Refusal } from './testing/answers.ts'
import { appears } from './testing/browser.ts'
import { companyDesk } from './testing/company-desk.ts'
import { company } from './testing/company/company.ts'
import { id } from './testing/company/ids.ts'
import { preview, rules } from './testing/company/mapping-rules.ts'

const desk = companyDesk()
const { asked, on } = desk
const at = '/settings/mapping-rules'
const [first, second, ...rest] = rules.map(rule => rule.id)

describe('mapping rules', () => {
  it('are put into another order by keyboard, previewed, and saved by the hash that was shown', () =>
    on(at, async page => {
      const link = page.getByRole('link', { name: /When in the group IT admins/ })
      await link.focus()
      await page.keyboard.press('Alt+ArrowDown')
      await page.getByText('4 of 281 people would change.').waitFor()
      expect(asked('saveMappingRules')).toEqual([])
      await page.getByRole('button', { name: 'Save the rules' }).click()
      await page.getByText('Saved as version 3. 4 people changed.').waitFor()
      const [saved] = asked<{ hash: string; rules: { id: string }[] }>('saveMappingRules')
      expect(saved?.hash).toBe(preview().hash)
      expect(saved?.rules.map(rule => rule.id)).toEqual([second, first, ...rest])
    }))

  it('keep the focus while they are moved, and stop at the ends', () =>
    on(at, async page => {
      const link = page.getByRole('link', { name: /When in the group IT admins/ })
      await link.focus()
      for (let press = 0; press < 5; press++) await page.keyboard.press('Alt+ArrowDown')
      expect(await link.evaluate(element => element === document.activeElement)).toBe(true)
      expect(await page.getByRole('listitem').filter({ has: link }).textContent()).toMatch(/^4/)
    }))

  it('are dragged with the pointer', () =>
    on(at, async page => {
      const row = (index: number) => page.locator('ol [data-row]').nth(index)
      await row(0).dragTo(row(2))
      await page.getByText('would change').waitFor()
      expect(await row(2).textContent()).toContain('IT admins')
    }))

  it('are written with values that arrived, and not previewed before they are finished', () =>
    on(at, async page => {
      await page.getByRole('button', { name: 'Add a rule' }).click()
      await page.getByText('Rule 4 is not finished.').waitFor()
      await page.getByRole('button', { name: 'Add Finance' }).click()
      await page.getByLabel('Role', { exact: true }).selectOption('Coach')
      await page.getByText('4 of 281 people would change.').waitFor()
      const [sent] = asked<{ rules: { conditions: unknown[]; gives: unknown }[] }>('previewMappingRules')
      // Before the rule for everybody, which would leave nothing for it.
      expect(sent?.rules[3]).toMatchObject({ conditions: [{ values: ['Finance'] }], gives: { role: id('role', 1) } })
      await page.getByRole('button', { name: 'Discard' }).click()
      expect(await page.getByText('would change').count()).toBe(0)
    }))

  it('say whom they would demote, and cannot be saved then', async () => {
    desk.standIn.use({ ...company(), previewMappingRules: () => ({ ...preview(), refusal: 'These rules would demote mara and leave no active admin.' }) })
    await on(at, async page => {
      await page.getByRole('button', { name: 'Move rule 2 up' }).click()
      await page.getByText('These rules would demote mara').waitFor()
      expect(await page.getByRole('button', { name: 'Save the rules' }).isDisabled()).toBe(true)
    })
  })

  it('stay a draft when somebody else was faster', async () => {
    desk.standIn.use({
      ...company(),
      saveMappingRules: () => {
        throw new Refusal('rules_stale', 'The rules are not as they were previewed any more.')
      },
    })
    await on(at, async page => {
      await page.getByRole('button', { name: 'Move rule 2 up' }).click()
      await page.getByRole('button', { name: 'Save the rules' }).click()
      await page.getByText('not as they were previewed any more').waitFor()
      expect(await page.locator('ol [data-row]').first().textContent()).toContain('Active SDR')
    })
  })

  it('come back from an earlier version, with a preview of their own', () =>
    on(`${at}?open=versions`, async page => {
      await page.getByRole('button', { name: 'Preview version 1' }).click()
      await page.getByRole('button', { name: 'Restore version 1' }).click()
      await page.getByText('Saved as version 3.').waitFor()
      expect(asked('previewMappingRules')[0]).toEqual({ restores: 1 })
      expect(asked('saveMappingRules')).toEqual([{ restores: 1, hash: preview().hash }])
    }))

  it('are read from an expression, or it is said what of it cannot be', async () => {
    let tries = 0
    const { importMappingExpression } = company()
    desk.standIn.use({
      ...company(),
      importMappingExpression: asking => {
        if (tries++ === 0 || importMappingExpression === undefined) throw new Refusal('bad_request', 'The last key of the Switch, "IT", has no value.')
        return importMappingExpression(asking)
      },
    })
    await on(`${at}?open=import`, async page => {
      await page.getByLabel('Expressions').fill('Switch([department], "x", "IT")')
      await page.getByRole('button', { name: 'Make rules of it' }).click()
      await page.getByText('"IT", has no value').waitFor()
      await page.getByRole('button', { name: 'Make rules of it' }).click()
      expect(await appears(page.getByText('1 rule added to the draft.'))).toBe(true)
      expect(await page.locator('ol [data-row]').count()).toBe(rules.length + 1)
      expect(await page.getByText(id('rule', 9)).count()).toBe(0)
    })
  })
})
