import { describe, expect, it } from 'vitest'
import { Refusal } from './testing/answers.ts'
import { appears } from './testing/browser.ts'
import { companyDesk } from './testing/company-desk.ts'
import { company, companyFor } from './testing/company/company.ts'
import { id } from './testing/company/ids.ts'
import { changedUser, firstUser, previewedImport, users } from './testing/company/users.ts'

const desk = companyDesk()
const { asked, on } = desk
const csv = { name: 'team.csv', mimeType: 'text/csv', buffer: Buffer.from('userName\nnew.hire@northbeam.example\n') }

describe('the users', () => {
  it('say who gave each role, and who has never signed in', () =>
    on('/settings/users', async page => {
      const row = (name: string) => page.getByRole('row', { name: `Select ${name}` })
      expect(await row('Ana Ruiz').textContent()).toContain('from the identity provider')
      expect(await row('Tom Becker').textContent()).toContain('pinned')
      expect(await row('Priya Natarajan').textContent()).toContain('Never signed in')
      expect(await row('Priya Natarajan').textContent()).toContain('not here yet')
      expect(await row('Jonas Weber').textContent()).toContain('Deactivated')
    }))

  it('are narrowed and sorted in the address', () =>
    on('/settings/users', async page => {
      await page.getByLabel('Status').selectOption('Never signed in')
      await page.waitForURL('**/settings/users?status=staged')
      expect(await appears(page.getByText('1 user found.'))).toBe(true)
      await page.getByRole('button', { name: 'Last sign-in' }).click()
      await page.getByRole('button', { name: 'Last sign-in' }).click()
      await page.waitForURL(url => url.searchParams.get('sort') === '-lastSignInAt')
      expect(await page.getByRole('link', { name: 'Export' }).getAttribute('href')).toBe('/api/v1/users/export?status=staged')
    }))

  it('are deactivated together at the version that is shown, and come back by undo', () =>
    on('/settings/users', async page => {
      await page.getByLabel('Select Ana Ruiz').check()
      await page.getByLabel('Select Jonas Weber').check()
      await page.getByRole('button', { name: 'Deactivate 1' }).click()
      await page.getByText('1 user deactivated, with their sessions and tokens ended.').waitFor()
      await page.getByRole('button', { name: 'Undo' }).click()
      await page.getByText('1 user reactivated.').waitFor()
      expect(asked('bulkUsers')).toEqual([
        { operations: [{ op: 'deactivate', id: firstUser.id, etag: firstUser.etag }] },
        { operations: [{ op: 'reactivate', id: firstUser.id }] },
      ])
    }))

  it('tell why one of them was refused', async () => {
    const message = 'The role of ana.ruiz@northbeam.example comes from the identity provider (SCIM). Pin it to set it by hand.'
    desk.standIn.use({
      ...company(),
      bulkUsers: () => ({ items: [{ status: 'refused', id: firstUser.id, user: null, error: { code: 'grant_held', message } }], refused: 1 }),
    })
    await on('/settings/users', async page => {
      await page.getByLabel('Select Ana Ruiz').check()
      await page.getByLabel('Role to give').selectOption('Coach')
      await page.getByRole('button', { name: 'Give the role' }).click()
      expect(await appears(page.getByText(message))).toBe(true)
    })
  })

  it('are added by hand, or the form says why not', () =>
    on('/settings/users', async page => {
      await page.getByRole('button', { name: 'Add a user' }).click()
      await page.getByLabel('User name').fill(firstUser.userName)
      await page.getByRole('button', { name: 'Add the user' }).click()
      await page.getByText(`There is a user with the user name ${firstUser.userName} already.`).waitFor()
      await page.getByLabel('User name').fill('new@northbeam.example')
      await page.getByLabel('Reports to').fill('tom.becker@northbeam.example')
      await page.getByRole('button', { name: 'Add the user' }).click()
      await page.getByText('new@northbeam.example is added and may sign in.').waitFor()
      expect(asked('createUser').at(-1)).toEqual({ userName: 'new@northbeam.example', manager: 'tom.becker@northbeam.example' })
    }))
})

describe('a user', () => {
  it('has a role that is pinned, set by hand, and given back', async () => {
    let user = firstUser
    desk.standIn.use({ ...company(), readUser: () => user, updateUser: ({ body }) => (user = changedUser(user, body)) })
    await on(`/settings/users?user=${firstUser.id}`, async page => {
      const details = page.getByRole('complementary', { name: 'Ana Ruiz' })
      expect(await details.getByRole('combobox', { name: 'Role', exact: true }).count()).toBe(0)
      await details.getByRole('button', { name: 'Pin role' }).click()
      await page.getByText('Role is pinned: no identity provider changes it.').waitFor()
      await details.getByRole('combobox', { name: 'Role', exact: true }).selectOption('Coach')
      await page.getByText('Ana Ruiz has another role.').waitFor()
      expect(asked('updateUser')).toEqual([{ pin: ['role'] }, { role: id('role', 1) }])
    })
  })

  it('tells one story, newest first, in words', () =>
    on(`/settings/users?user=${firstUser.id}`, async page => {
      await page.getByText('Changed: role from Manager (AE/Other) to Rep (AE/Other).').waitFor()
      const story = page.getByRole('region', { name: 'Story' }).getByRole('listitem')
      expect(await story.count()).toBe(4)
      expect(await story.last().textContent()).toContain('Added.')
    }))

  it('who is one’s own is not deactivated, and the sentence says so', async () => {
    const message = 'mara.lindqvist@northbeam.example is your own account: you cannot deactivate yourself. Ask another admin.'
    desk.standIn.use({
      ...company(),
      updateUser: () => {
        throw new Refusal('own_account', message)
      },
    })
    await on(`/settings/users?user=${users[1]?.id}`, async page => {
      await page.getByRole('button', { name: 'Deactivate', exact: true }).click()
      await page.getByText(message).waitFor()
      expect(await page.getByRole('button', { name: 'Deactivate', exact: true }).count()).toBe(1)
    })
  })

  it('is deleted only when the name is typed', () =>
    on(`/settings/users?user=${firstUser.id}`, async page => {
      await page.getByRole('button', { name: 'Delete', exact: true }).click()
      expect(await page.getByRole('button', { name: 'Delete the user' }).isDisabled()).toBe(true)
      await page.getByLabel(/^Type/).fill(firstUser.userName)
      await page.getByRole('button', { name: 'Delete the user' }).click()
      await page.getByText('Ana Ruiz is deleted.').waitFor()
      await page.waitForURL('**/settings/users')
    }))

  it('is only read by those who may not change users', async () => {
    desk.standIn.use(companyFor('self', 'users:read'))
    await on(`/settings/users?user=${firstUser.id}`, async page => {
      await page.getByText('Deactivated; sessions and tokens ended').waitFor()
      for (const name of ['Add a user', 'Import', 'Pin role', 'Delete']) expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0)
      expect(await page.getByRole('checkbox').count()).toBe(0)
    })
  })
})

describe('an import', () => {
  it('shows every row before anything is done, then does it, and takes it back', async () => {
    let state = previewedImport
    desk.standIn.use({
      ...company(),
      readUserImport: () => state,
      applyUserImport: () => (state = { ...state, state: 'applied', outcomes: { ...state.outcomes, waiting: 0, done: 2 } }),
      undoUserImport: () => (state = { ...state, state: 'undone', outcomes: { ...state.outcomes, done: 0, undone: 1, kept: 1 } }),
    })
    await on('/settings/users?import=open', async page => {
      await page.setInputFiles('input[type=file]', csv)
      await page.getByText('4 rows: 1 would be created, 1 changed, 1 are so already, 1 refused. Nothing is done yet.').waitFor()
      await page.getByText('Columns that mean nothing here: cost centre.').waitFor()
      expect(await page.getByRole('listitem').filter({ hasText: 'lea.fontaine' }).textContent()).toContain('role: Coach → Manager (AE/Other)')
      expect(asked('applyUserImport')).toEqual([])
      await page.getByRole('button', { name: 'Create 1 and change 1' }).click()
      await page.getByText('2 rows done.').waitFor()
      await page.getByRole('button', { name: 'Take it all back' }).click()
      await page.getByText('1 row taken back; 1 kept, as somebody changed them since.').waitFor()
      expect(asked('previewUserImport')).toEqual([{ fileName: 'team.csv', csv: csv.buffer.toString() }])
    })
  })

  it('says what is wrong with a file, and when the world has changed since', async () => {
    const stale = 'ana.ruiz@northbeam.example (line 2) was changed since the preview. Preview the file again, then apply it.'
    let readable = false
    desk.standIn.use({
      ...company(),
      previewUserImport: () => {
        if (!readable) throw new Refusal('csv_unreadable', 'This is an Excel workbook. Save it as CSV first.')
        return previewedImport
      },
      applyUserImport: () => {
        throw new Refusal('import_stale', stale)
      },
    })
    await on('/settings/users?import=open', async page => {
      await page.setInputFiles('input[type=file]', csv)
      await page.getByText('This is an Excel workbook. Save it as CSV first.').waitFor()
      readable = true
      await page.setInputFiles('input[type=file]', csv)
      await page.getByRole('button', { name: 'Create 1 and change 1' }).click()
      await page.getByText(stale).waitFor()
      await page.getByRole('button', { name: 'Choose another file' }).click()
      expect(await appears(page.getByText('An empty cell changes nothing.'))).toBe(true)
    })
  })
})

describe('a group', () => {
  it('shows who is awaited, takes somebody in and out again', () =>
    on(`/settings/groups?group=${id('group', 0)}`, async page => {
      const members = page.getByRole('region', { name: 'Members' })
      expect(await members.getByText('Not here yet').count()).toBe(2)
      await members.getByLabel('Add a member').fill('lea.fontaine@northbeam.example')
      await members.getByRole('button', { name: 'Add' }).click()
      await members.getByRole('button', { name: 'Take Ana Ruiz out' }).click()
      await page.getByText('Ana Ruiz is not in Sales EMEA any more.').waitFor()
      expect(asked('updateGroup')).toEqual([{ add: ['lea.fontaine@northbeam.example'] }, { remove: [firstUser.id] }])
    }))
})

describe('the roles', () => {
  it('are a matrix that says yes and no, and leads to who has each', () =>
    on('/settings/roles', async page => {
      const row = page.getByRole('row', { name: /Change trackers/ })
      expect(await row.getByRole('cell').allTextContents()).toEqual(['No', 'Yes', 'Yes', 'Yes', 'Yes'])
      expect(await page.getByRole('button', { name: 'Change Admin' }).count()).toBe(0)
      await page.getByRole('link', { name: '4 users with the role Coach' }).click()
      await page.waitForURL(url => url.pathname === '/settings/users' && url.searchParams.get('role') === id('role', 1))
    }))

  it('are changed, and deleted with another in their place', () =>
    on('/settings/roles', async page => {
      await page.getByRole('button', { name: 'Change Coach' }).click()
      await page.getByLabel('Read people, findings and plans').check()
      await page.getByRole('button', { name: 'Save the role' }).click()
      await page.getByText('The role “Coach” is changed, at once for everybody who has it.').waitFor()
      expect(asked('updateRole')).toEqual([{ name: 'Coach', permissions: ['calls:read', 'trackers:write', 'people:read'] }])
      await page.getByRole('button', { name: 'Change Coach' }).click()
      await page.getByRole('button', { name: 'Delete it' }).click()
      await page.getByLabel('4 users get instead').selectOption('Enablement/Leadership')
      await page.getByRole('button', { name: 'Delete the role' }).click()
      await page.getByText('The role “Coach” is deleted.').waitFor()
    }))
})
