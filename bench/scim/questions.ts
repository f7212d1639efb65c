import { randomUUID } from 'node:crypto'
import { type Bench, groups } from './open-bench.ts'

/** One question: as SCIM, and as a bare statement that answers or writes the same. */
export interface Question {
  readonly name: string
  readonly atLeast: number
  readonly scim: (bench: Bench, n: number) => Promise<number>
  readonly sql: string
  readonly values: (bench: Bench, n: number) => unknown[]
  /** How many statements answer it, one after the other in one bare request; one unless told. */
  readonly times?: number
}

export const newUser = () => {
  const name = `${randomUUID()}@bench.test`
  return {
    userName: name,
    externalId: name,
    displayName: 'New User',
    name: { givenName: 'New', familyName: 'User' },
    emails: [{ value: name, type: 'work', primary: true }],
    active: true,
  }
}

export const filtered = (filter: string) => `/Users?${new URLSearchParams({ filter })}`
export const patchOf = (operation: object) => ({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [operation] })
export const addMember = ({ scim, groupIds }: Bench, size: number, value: string = randomUUID()) =>
  scim('PATCH', `/Groups/${groupIds.get(size) ?? ''}`, patchOf({ op: 'Add', path: 'members', value: [{ value }] }))

// What a user's resource says: the row, its manager, its groups.
const user = `select u.*, m.email as manager_email, m.name as manager_name,
    (select jsonb_agg(jsonb_build_object('value', g.id, 'display', g.display_name) order by g.display_name)
      from group_members e join groups g on g.id = e.group_id where e.value = u.id::text) as groups
  from users u left join users m on m.id = u.manager_id where u.deleted_at is null and`
const insert = `with made as (
    insert into users (id, email, name, role, user_name, external_id, attributes, created_at) values ($1, $2, $2, 'rep-ae', $2, $2, $3, now()) returning id
  ) insert into user_emails (user_id, value, type, is_primary) select id, $2, 'work', true from made`
const newRow = () => [randomUUID(), `${randomUUID()}@bench.test`, JSON.stringify(newUser())]
const page = `${user} u.ordinal >= $1 order by u.ordinal limit 100`

/** The operations of the claim, at a number of users. */
export const questions = (size: number): readonly Question[] => [
  { name: 'create', atLeast: 0.5, scim: ({ scim }) => scim('POST', '/Users', newUser()), sql: insert, values: newRow },
  {
    name: 'get by id',
    atLeast: 0.5,
    scim: ({ scim, ids }, n) => scim('GET', `/Users/${ids[n % ids.length]}`),
    sql: `${user} u.id = $1`,
    values: ({ ids }, n) => [ids[n % ids.length]],
  },
  {
    name: 'filter userName',
    atLeast: 0.5,
    scim: ({ scim }, n) => scim('GET', filtered(`userName eq "user${(n % size) + 1}@bench.test"`)),
    sql: `${user} (lower(u.user_name) collate "C") = lower($1)`,
    values: (_, n) => [`user${(n % size) + 1}@bench.test`],
  },
  {
    name: 'filter emails[type eq "work" and value co "..."]',
    atLeast: 1 / 3,
    scim: ({ scim }, n) => scim('GET', filtered(`emails[type eq "work" and value co "user${900 + (n % 90)}@bench"]`)),
    sql: `${user} u.id in (select user_id from user_emails where type = 'work' and text_endings(value) @@ ending_begins($1)
      and (lower(value) collate "C") like '%' || $1 || '%')`,
    values: (_, n) => [`user${900 + (n % 90)}@bench`],
  },
  { name: 'a page of 100', atLeast: 0.5, scim: ({ scim }) => scim('GET', '/Users?startIndex=101&count=100'), sql: page, values: () => [101] },
  { name: 'the last page', atLeast: 0.5, scim: ({ scim }) => scim('GET', `/Users?startIndex=${size - 99}&count=100`), sql: page, values: () => [size - 99] },
  {
    // Of users that were read before, as Entra reads before it changes. Each side has users of its own.
    name: "PATCH active in Entra's form",
    atLeast: 0.5,
    scim: ({ scim, ids }, n) =>
      scim(
        'PATCH',
        `/Users/${ids[n % (ids.length / 2)]}`,
        patchOf({ op: 'Replace', path: 'active', value: Math.floor(n / (ids.length / 2)) % 2 === 0 ? 'False' : 'True' }),
      ),
    sql: 'update users set active = $2, version = version + 1, modified_at = now() where id = $1',
    values: ({ ids }, n) => [ids[ids.length / 2 + (n % (ids.length / 2))], Math.floor(n / (ids.length / 2)) % 2 === 1],
  },
  ...groups.map((members): Question => ({
    name: `one more member for a group of ${members}`,
    atLeast: 0.5,
    scim: bench => addMember(bench, members),
    sql: 'insert into group_members (group_id, value) values ($1, $2) on conflict do nothing',
    values: ({ groupIds }) => [groupIds.get(members), randomUUID()],
  })),
  {
    name: 'Bulk of 100',
    atLeast: 0.5,
    scim: ({ scim }) =>
      scim('POST', '/Bulk', { Operations: Array.from({ length: 100 }, (_, n) => ({ method: 'POST', path: '/Users', bulkId: String(n), data: newUser() })) }),
    sql: insert,
    values: newRow,
    times: 100,
  },
]
