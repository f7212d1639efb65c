import { issueInWords, UserFields } from '@rollcall/contract'
import type { z } from 'zod'
import { Refused } from '../../../errors.ts'

/** What a row asks for. */
export const RowWanted = UserFields.partial().required({ userName: true })
export type RowWanted = z.infer<typeof RowWanted>

type Column = keyof UserFields | 'firstName' | 'lastName'

/** The heads people and other apps write, in lower case and without spaces, dashes and underscores. */
const heads: Readonly<Record<string, Column>> = {
  username: 'userName',
  login: 'userName',
  email: 'email',
  mail: 'email',
  emailaddress: 'email',
  name: 'name',
  fullname: 'name',
  displayname: 'name',
  firstname: 'firstName',
  givenname: 'firstName',
  lastname: 'lastName',
  familyname: 'lastName',
  externalid: 'externalId',
  title: 'title',
  jobtitle: 'title',
  department: 'department',
  role: 'role',
  chorusrole: 'role',
  licence: 'licence',
  license: 'licence',
  choruslicensetype: 'licence',
  manager: 'manager',
  manageremail: 'manager',
  active: 'active',
}

export interface Head {
  /** What each column is; null for one that means nothing here. */
  readonly columns: readonly (Column | null)[]
  readonly ignored: readonly string[]
}

export function readHead(cells: readonly string[]): Head {
  const columns = cells.map(cell => heads[cell.toLowerCase().replace(/[\s_-]/g, '')] ?? null)
  const known = columns.filter(column => column !== null)
  const twice = known.find((column, index) => known.indexOf(column) !== index)
  if (twice !== undefined) throw new Refused('csv_unreadable', `Two columns of the file mean ${twice}. Leave one of them out.`)
  if (!known.includes('userName') && !known.includes('email'))
    throw new Refused(
      'csv_unreadable',
      `The file needs a column userName or email in its first line; it begins with ${cells.slice(0, 6).join(', ').slice(0, 200)}.`,
    )
  return { columns, ignored: cells.filter((_, index) => columns[index] === null).map(cell => cell.slice(0, 100)) }
}

const yes = new Set(['true', 'yes', '1', 'active'])
const no = new Set(['false', 'no', '0', 'inactive'])

/** What an export put before a text that looks like a formula. */
const plain = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\r])/, '')

/** What a row asks for, or why it cannot be read. An empty cell says nothing, so that a file with gaps clears nothing. */
export function readWanted({ columns }: Head, cells: readonly string[]): { wanted: RowWanted } | { userName: string; refusal: string } {
  const given: Partial<Record<Column, string>> = {}
  for (const [index, column] of columns.entries()) {
    const cell = plain(cells[index] ?? '')
    if (column !== null && cell !== '') given[column] = cell
  }
  const { firstName, lastName, active, licence, ...rest } = given
  const joined = [firstName, lastName].filter(part => part !== undefined).join(' ')
  const userName = given.userName ?? given.email ?? ''
  if (cells.length > columns.length) return { userName, refusal: `The line has ${cells.length} cells, the head only ${columns.length}.` }
  if (userName === '') return { userName, refusal: 'The line has neither a userName nor an email.' }
  const asked = {
    ...(joined === '' ? {} : { name: joined }),
    ...rest,
    userName,
    ...(active === undefined ? {} : { active: yes.has(active.toLowerCase()) ? true : no.has(active.toLowerCase()) ? false : active }),
    ...(licence === undefined ? {} : { licence: licence.toLowerCase() }),
  }
  const read = RowWanted.safeParse(asked, { error: issueInWords })
  if (read.success) return { wanted: read.data }
  const [issue] = read.error.issues
  return { userName, refusal: `${issue?.path.join('.')}: ${issue?.message}` }
}
