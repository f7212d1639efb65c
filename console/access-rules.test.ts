import type { AccessRules } from '@rollcall/contract'
import { describe, expect, it } from 'vitest'
import { Refusal } from './testing/answers.ts'
import { accessRulesPreview } from './testing/company/access-rules.ts'
import { companyDesk } from './testing/company-desk.ts'
import { company, emptyCompany } from './testing/company/company.ts'

const desk = companyDesk()
const { on } = desk
const asked = desk.asked<{ document: AccessRules; hash: string }>
const at = '/settings/access-rules'

describe('access rules', () => {
  it('are written by form and keyboard, not previewed before they are finished, and saved by the hash that was shown', async () => {
    desk.standIn.use({ ...emptyCompany(), saveAccessRules: ({ body }) => ({ ...company().readAccessRules!({} as never), ...body.document, version: 1 }) })
    await on(at, async page => {
      await page.getByRole('button', { name: 'Add a rule' }).click()
      await page.getByText('Not finished: it has no name yet.').first().waitFor()
      await page.getByLabel('Name', { exact: true }).fill('Finance has Salesforce')
      const values = page.getByRole('combobox', { name: 'Values' })
      expect(await values.evaluate(input => [...(input as HTMLInputElement).list!.options].map(({ value }) => value))).toContain('Finance')
      await values.fill('Finance')
      await page.keyboard.press('Enter')
      await values.fill('Treasury')
      await page.getByLabel('App', { exact: true }).selectOption('Salesforce')
      await page.getByLabel('Role (optional)').fill('Standard User')
      await page.getByText('1 finding would open and 0 would be resolved, about 1 person.').waitFor()
      // Nothing was asked of a rule that was half written.
      for (const { document } of asked('previewAccessRules'))
        expect(document.rules[0]).toMatchObject({ name: 'Finance has Salesforce', gives: [{ app: 'Salesforce' }] })
      expect(asked('saveAccessRules')).toEqual([])
      await page.getByRole('button', { name: 'Save the rules' }).click()
      await page.getByText('Saved as version 1. No account was changed.').waitFor()
    })
    expect(asked('saveAccessRules')).toEqual([
      {
        document: {
          rules: [
            {
              name: 'Finance has Salesforce',
              match: 'all',
              conditions: [{ kind: 'attribute', name: 'department', operator: 'one_of', values: ['Finance', 'Treasury'] }],
              gives: [{ app: 'Salesforce', role: 'Standard User' }],
            },
          ],
          closed: [],
          exceptions: [],
        },
        hash: accessRulesPreview().hash,
      },
    ])
  })

  it('take conditions on groups, status and days, and give groups; what is emptied is left out', () =>
    on(`${at}?rule=1`, async page => {
      await page.getByLabel('Look at').first().selectOption('last day')
      await page.getByLabel('Days from today').fill('-3')
      await page.getByLabel('Look at').nth(1).selectOption('status')
      await page.getByLabel('staged, not arrived yet').check()
      await page.getByRole('button', { name: 'Remove field', exact: true }).click()
      await page.getByLabel('Licence (optional)').first().fill('')
      await page.getByRole('checkbox', { name: 'Slack' }).check()
      await expect
        .poll(() => asked('previewAccessRules').at(-1)?.document)
        .toMatchObject({
          rules: [
            {
              conditions: [
                { kind: 'date', name: 'endsOn', operator: 'on_or_before', days: -3 },
                { kind: 'status', values: ['active', 'staged'] },
              ],
              gives: [{ app: 'Salesforce', role: 'Standard User' }, { app: 'Slack' }],
            },
            { name: 'Everybody has Slack' },
          ],
          closed: ['Salesforce', 'Slack'],
        })
      expect(asked('previewAccessRules').at(-1)?.document.rules[0]?.gives).toEqual([{ app: 'Salesforce', role: 'Standard User' }, { app: 'Slack' }])
    }))

  it('have exceptions with a last day, and say what one lacks', () =>
    on(at, async page => {
      await page.getByRole('button', { name: 'Add an exception' }).click()
      await page.getByLabel('Person', { exact: true }).fill('ana.ruiz@northbeam.example')
      await page.getByLabel('App', { exact: true }).selectOption('Salesforce')
      await page.getByText('Not finished: another exception is about the same person and app.').first().waitFor()
      await page.getByLabel('App', { exact: true }).selectOption('Slack')
      await page.getByText('Should have it', { exact: true }).click()
      await page.getByRole('combobox', { name: 'Groups' }).fill('general')
      await page.getByLabel('Reason').fill('Helps out.')
      await page.getByText('Not finished: it has no last day yet.').first().waitFor()
      expect(asked('previewAccessRules')).toEqual([])
      await page.getByLabel('Last day').fill('2030-01-31')
      await page.getByText('Ana Ruiz', { exact: true }).waitFor()
      expect(asked('previewAccessRules').at(-1)?.document.exceptions[2]).toEqual({
        person: 'ana.ruiz@northbeam.example',
        app: 'Slack',
        effect: 'give',
        groups: ['general'],
        reason: 'Helps out.',
        until: '2030-01-31',
      })
      await page.getByText('Should not', { exact: true }).click()
      await expect.poll(() => asked('previewAccessRules').at(-1)?.document.exceptions[2]).not.toHaveProperty('groups')
    }))

  it('are put into another order by keyboard, and stay a draft when the server refuses', async () => {
    desk.standIn.use({
      ...company(),
      saveAccessRules: () => {
        throw new Refusal('rules_stale', 'The rules, or what they would find, are not as they were previewed any more.')
      },
    })
    await on(at, async page => {
      await page.getByRole('link', { name: 'Field sales has Salesforce' }).focus()
      await page.keyboard.press('Alt+ArrowDown')
      await page.getByRole('button', { name: 'Save the rules' }).click()
      await page.getByText('not as they were previewed any more').waitFor()
      expect(asked('saveAccessRules')[0]?.document.rules.map(({ name }) => name)).toEqual(['Everybody has Slack', 'Field sales has Salesforce'])
      expect(await page.locator('ol [data-row]').first().textContent()).toContain('Everybody has Slack')
      await page.getByRole('button', { name: 'Discard' }).click()
      expect(await page.locator('ol [data-row]').first().textContent()).toContain('Field sales has Salesforce')
      expect(await page.getByRole('button', { name: 'Save the rules' }).count()).toBe(0)
    })
  })

  it('come back from an earlier version, with a preview of their own', () =>
    on(`${at}?open=versions`, async page => {
      await page.getByRole('button', { name: 'Preview version 3' }).click()
      await page.getByRole('button', { name: 'Restore version 3' }).click()
      await page.getByText('Saved as version 5.').waitFor()
      expect(asked('previewAccessRules')[0]).toEqual({ restores: 3 })
      expect(asked('saveAccessRules')).toEqual([{ restores: 3, hash: accessRulesPreview().hash }])
    }))
})
