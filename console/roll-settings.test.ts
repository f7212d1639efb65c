import { describe, expect, it } from 'vitest'
import { Refusal } from './testing/answers.ts'
import { appears } from './testing/browser.ts'
import { companyDesk } from './testing/company-desk.ts'
import { company } from './testing/company/company.ts'
import { id } from './testing/company/ids.ts'
import { approvalAnswers } from './testing/company/approvals.ts'
import { connections } from './testing/company/stack.ts'

const desk = companyDesk()
const { asked, on } = desk

describe('playbooks and tasks', () => {
  it('have a time zone and days, and keep what was typed when the server refuses it', async () => {
    let tries = 0
    desk.standIn.use({
      ...company(),
      writePlaybookSettings: ({ body }) => {
        if (tries++ === 0) throw new Refusal('bad_request', 'There is no time zone Berlin. Write it like Europe/Berlin.')
        return body
      },
    })
    await on('/settings/playbooks', async page => {
      await page.getByLabel('Time zone of the company').fill('Berlin')
      await page.getByLabel('Days before a last day').fill('14')
      await page.getByRole('button', { name: 'Save the days' }).click()
      await page.getByText('There is no time zone Berlin.').waitFor()
      await page.getByLabel('Time zone of the company').fill('Asia/Tokyo')
      await page.getByRole('button', { name: 'Save the days' }).click()
      await page.getByText('Saved. It holds for plans').waitFor()
      expect(asked('writePlaybookSettings').at(-1)).toEqual({ timeZone: 'Asia/Tokyo', daysAhead: 14 })
    })
  })

  it('go to the owner of each app, who has as many days as it says; an app without a choice is left out', () =>
    on('/settings/playbooks', async page => {
      const [, first, second, third] = connections
      await page.getByRole('button', { name: `No owner for ${first?.name}` }).click()
      await page.getByLabel(`Days for ${second?.name}`).fill('5')
      await page.getByRole('button', { name: `Choose an owner for ${third?.name}` }).click()
      await page.getByRole('combobox', { name: 'Owner' }).fill('Priya')
      await page.getByRole('option', { name: /Priya Natarajan/ }).click()
      await page.getByText('Its tasks go to Priya Natarajan.').waitFor()
      expect(asked('saveTaskDefaults')).toEqual([])
      await page.getByRole('button', { name: 'Save the tasks' }).click()
      await page.getByText('Saved. It holds for tasks').waitFor()
      expect(asked('saveTaskDefaults')).toEqual([
        {
          dueDays: 3,
          apps: [
            { connectionId: second?.id, ownerId: null, dueDays: 5 },
            { connectionId: third?.id, ownerId: id('user', 3), dueDays: null },
          ],
        },
      ])
    }))
})

describe('approval policies', () => {
  const { rules } = approvalAnswers.readApprovalRules()
  const [policy] = rules.policies

  it('are added by form, for several things and several people', () =>
    on('/settings/approvals', async page => {
      await page.getByRole('button', { name: 'Add a policy' }).click()
      await page.getByLabel('Name', { exact: true }).fill('Admins look')
      for (const tick of ['ask for an erasure', 'hand over what somebody owns', 'Clari', 'The owner of each app', 'The role Coach'])
        await page.getByRole('checkbox', { name: tick }).check()
      await page.getByRole('switch', { name: 'Only where a guard is exceeded' }).click()
      await page.getByLabel('How many approve').fill('2')
      await page.getByRole('button', { name: 'Name somebody' }).click()
      await page.keyboard.type('Priya')
      await page
        .getByRole('dialog')
        .getByRole('option', { name: /Priya Natarajan/ })
        .click()
      await page.getByRole('button', { name: 'Remove Priya Natarajan' }).waitFor()
      expect(asked('writeApprovalRules')).toEqual([])
      await page.getByRole('button', { name: 'Add the policy' }).click()
      await page.getByText('Saved. It holds for plans').waitFor()
      expect(asked('writeApprovalRules')).toEqual([
        {
          ...rules,
          policies: [
            policy,
            {
              name: 'Admins look',
              when: {
                actions: ['hand_over', 'request_erasure'],
                connectionIds: [connections.find(({ name }) => name === 'Clari')?.id],
                guardExceeded: true,
                stepsOver: null,
              },
              needed: 2,
              approvers: { roleIds: [id('role', 1)], userIds: [id('user', 3)], manager: false, appOwner: true },
            },
          ],
        },
      ])
    }))

  it('are changed, stay open when they are refused, and wait for a second admin when they loosen', async () => {
    let tries = 0
    desk.standIn.use({
      ...company(),
      writeApprovalRules: ({ body }) => {
        if (tries++ === 0) throw new Refusal('bad_request', 'The policy "Leavers in finance" needs 3 people and names fewer.')
        return { ...approvalAnswers.readApprovalRules(), rules: body }
      },
    })
    await on('/settings/approvals', async page => {
      await page.getByRole('button', { name: 'Change Leavers in finance' }).click()
      await page.getByLabel('More steps than').fill('')
      await page.getByLabel('The manager of each person').uncheck()
      await page.getByLabel('How many approve').fill('3')
      await page.getByRole('button', { name: 'Save the policy' }).click()
      await page.getByText('needs 3 people and names fewer').waitFor()
      await page.getByLabel('How many approve').fill('1')
      await page.getByRole('button', { name: 'Save the policy' }).click()
      await page.getByText('It loosens what holds, so that it waits for a second admin.').waitFor()
      expect(asked('writeApprovalRules').at(-1)).toEqual({
        ...rules,
        policies: [{ ...policy, when: { ...policy?.when, stepsOver: null }, approvers: { ...policy?.approvers, manager: false } }],
      })
    })
  })

  it('say all that a waiting change would make different', () =>
    on('/settings/approvals', async page => {
      await page.getByText('Changes in one app: 25 instead of 10').waitFor()
      expect(await appears(page.getByText(/New policy “Owners look”\..*: 1 of Tom Becker or the owner of the app/))).toBe(true)
    }))

  it('have guards of every kind, as shares in per cent', () =>
    on('/settings/approvals', async page => {
      await page.getByLabel('Share of a small app, in %').fill('33.5')
      await page.getByLabel('Changes whose share is not looked at').fill('2')
      await page.getByRole('button', { name: 'Save the guards' }).click()
      await page.getByText('Saved. It holds for plans').waitFor()
      expect(asked('writeApprovalRules')).toEqual([{ ...rules, guards: { ...rules.guards, small: { population: 50, share: 0.335 }, few: 2 } }])
    }))
})
