import { sql } from 'kysely'
import { type Erasable, erasableRows, type Subject } from '../../erasable.ts'

const hasAddress = ({ emails }: Subject) => sql`lower(email) = any(${[...emails]}::text[])`

/** What was read of CRMs; the next complete read brings back what is still there. */
export const erasableRecords: readonly Erasable[] = [
  erasableRows({ table: 'crm_contacts', what: 'Contacts read of CRMs', matches: hasAddress, change: 'delete', elsewhere: 'Contact' }),
  erasableRows({ table: 'crm_users', what: 'Users read of CRMs', matches: hasAddress, change: 'delete', elsewhere: 'User' }),
]
