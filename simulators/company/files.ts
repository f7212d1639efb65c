import { day, loginOf } from './facts.ts'
import { company, joiner, people } from './people.ts'

/** A file that somebody uploads, and how many rows its source says that it has. */
export type CompanyFile = { connector: 'hr-file' | 'csv-app'; name: string; fileName: string; csv: string; expectedRows: number }

/** Whose contract ends in a few days. */
const ending = 'E1062'

const csvOf = (rows: readonly (readonly string[])[]) =>
  rows.map(cells => `${cells.map(cell => (/[,"\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`).join('')

/** What the company's HR system and two apps without an API export. The list of Ahrefs was cut off when it was copied. */
export const companyFiles = (now: Date): CompanyFile[] => {
  const dayIn = (days: number) => new Date(now.getTime() + days * day).toISOString().slice(0, 10)
  const managerOf = (number: string | null) => {
    const boss = people.find(one => one.number === number)
    return boss === undefined ? '' : loginOf(boss)
  }
  const staff = [...people, joiner].map(person => [
    person.number,
    person.first,
    person.last,
    loginOf(person),
    person.left === null ? 'Active' : 'Terminated',
    dayIn(-person.joined),
    person.left === null ? (person.number === ending ? dayIn(9) : '') : dayIn(-person.left),
    person.department,
    person.title,
    managerOf(person.manager),
  ])
  const hr = [
    ['Employee ID', 'First name', 'Last name', 'Work email', 'Employment status', 'Hire date', 'Last working day', 'Department', 'Job title', 'Manager email'],
    ...staff,
  ]
  const marketing = people.filter(({ department, left }) => department === 'Marketing' && left === null)
  const loom = [
    ['Name', 'Email', 'Role', 'Login method', 'Last active'],
    ...marketing.map(person => [
      `${person.first} ${person.last}`,
      loginOf(person),
      person.number === 'E1060' ? 'Admin' : 'Creator',
      person.number === 'E1061' ? 'Password' : 'SSO',
      dayIn(-4),
    ]),
  ]
  const ahrefs = [['Name', 'Email', 'Role'], ...marketing.slice(0, 3).map(person => [`${person.first} ${person.last}`, loginOf(person), 'Member'])]
  return [
    { connector: 'hr-file', name: 'HR', fileName: `${company.domain.split('.')[0] ?? ''}-people.csv`, csv: csvOf(hr), expectedRows: hr.length - 1 },
    { connector: 'csv-app', name: 'Loom', fileName: 'loom-members.csv', csv: csvOf(loom), expectedRows: loom.length - 1 },
    { connector: 'csv-app', name: 'Ahrefs', fileName: 'ahrefs-users.csv', csv: csvOf(ahrefs), expectedRows: 5 },
  ]
}
