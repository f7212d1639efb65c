export { countFindings, keepAccount, protectAccount } from './accounts.ts'
export { collect } from './collect-people.ts'
export { correlate } from './correlate-people.ts'
export { listPeople, readPerson } from './list-people.ts'
