import type { IdentityApp, MatchCandidate, MatchDecision, MatchLogin, MatchQuestion } from '@rollcall/contract'
import { ago, day, id } from './ids.ts'
import { personOf } from './people.ts'
import { columns } from './stack.ts'

const loginOf = (index: number, part: Partial<MatchLogin> = {}): MatchLogin => {
  const { identities } = personOf(index)
  const { id: loginId, connectionName, userName, displayName, email, employeeNumber, department, title, managerEmail, status, link } = identities[0]!
  return {
    kind: 'identity',
    id: loginId,
    connectionName,
    userName,
    displayName,
    emails: email === null ? [] : [email],
    employeeNumber,
    department,
    title,
    managerEmail,
    status,
    link,
    ...part,
  }
}

const candidate = (index: number, agrees: string[], differs: string[] = []): MatchCandidate => ({
  personId: id('person', index),
  name: personOf(index).displayName,
  logins: [loginOf(index)],
  agrees,
  differs,
})

const clari: MatchLogin = {
  ...loginOf(5),
  kind: 'account',
  id: id('account', 900),
  connectionName: 'Clari',
  userName: 'farah@northbeam.example',
  displayName: 'Farah H.',
  emails: ['farah@northbeam.example'],
  employeeNumber: null,
  managerEmail: null,
  link: null,
}

export const disputes: MatchQuestion[] = [
  {
    id: id('account', 900),
    kind: 'disputed_login',
    detail: 'farah@northbeam.example fits more than one person.',
    login: { kind: 'account', id: id('account', 900) },
    subject: { personId: null, name: 'farah@northbeam.example in Clari', logins: [clari] },
    candidates: [
      candidate(5, ['Address: farah@northbeam.example', 'Department: Sales']),
      candidate(21, ['Address: farah@northbeam.example'], ['Department: Sales and Customer success']),
    ],
  },
  {
    id: id('person', 11),
    kind: 'disputed_persons',
    detail: 'More than one person has sam@northbeam.example.',
    login: null,
    subject: { personId: id('person', 11), name: personOf(11).displayName, logins: [loginOf(11)] },
    candidates: [candidate(12, ['Address: sam@northbeam.example'], ['Name: Sam Old and Sam New'])],
  },
]

export const suggestions: MatchQuestion[] = [
  {
    id: id('person', 140),
    kind: 'unlinked',
    detail: 'No identity source stands behind it, and somebody looks like it.',
    login: null,
    subject: {
      personId: id('person', 140),
      name: 'Hadda, Farah',
      logins: [{ ...clari, id: id('account', 901), userName: 'fh@private.example', displayName: 'Haddad, Farah', emails: ['fh@private.example'] }],
    },
    candidates: [candidate(5, ['Name: Haddad, Farah'])],
  },
]

export const decisions: MatchDecision[] = [
  {
    id: id('decision', 0),
    kind: 'merge',
    sentence: 'Ben Sato and Ben Whitfield are one person.',
    personId: id('person', 1),
    otherId: id('person', 147),
    login: null,
    reason: 'She married in May.',
    decidedBy: 'mara.lindqvist@northbeam.example',
    decidedAt: ago(2 * day),
    undoneBy: null,
    undoneAt: null,
  },
  {
    id: id('decision', 1),
    kind: 'split',
    sentence: 'ops@northbeam.example in Salesforce does not belong to Ana Ruiz.',
    personId: id('person', 0),
    otherId: null,
    login: { kind: 'account', id: id('account', 1) },
    reason: '',
    decidedBy: 'mara.lindqvist@northbeam.example',
    decidedAt: ago(9 * day),
    undoneBy: 'jonas.weber@northbeam.example',
    undoneAt: ago(8 * day),
  },
]

export const appChoices = columns.slice(1).map(({ connectionId, name }) => ({ connectionId, name }))
const [first, second] = appChoices

const app = (index: number, name: string, part: Partial<IdentityApp>): IdentityApp => ({
  connectionId: id('connection', 1),
  connectionName: 'Okta',
  externalId: `0oa${index}xk2Jd91`,
  name,
  people: 40 + index,
  how: null,
  app: null,
  chosenBy: null,
  chosenAt: null,
  suggestions: [],
  ...part,
})

export const identityApps: IdentityApp[] = [
  app(1, 'Salesforce', { how: 'name', app: first ?? null }),
  app(2, 'Revenue intelligence', {
    suggestions: second ? [{ ...second, evidence: ['38 of 41 people who are given it hold an account there.'] }] : [],
  }),
  app(3, 'Intranet', { how: 'none', chosenBy: 'mara.lindqvist@northbeam.example', chosenAt: ago(day) }),
]
