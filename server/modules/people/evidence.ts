import type { MatchLogin } from '@rollcall/contract'

/** What speaks for it that two sides are one person, and what against it, in words; `weight` ranks candidates. */
export interface MatchEvidence {
  readonly agrees: string[]
  readonly differs: string[]
  readonly weight: number
}

type Side = readonly MatchLogin[]

interface Trait {
  readonly says: string
  readonly weight: number
  /** A difference says something: people have one name, but many addresses. */
  readonly tells: boolean
  readonly of: (login: MatchLogin) => readonly (string | null)[]
}

const localParts = ({ emails, userName }: MatchLogin): string[] => [...emails, userName.toLowerCase()].map(address => address.split('@')[0] ?? '')

const traits: readonly Trait[] = [
  { says: 'Employee number', weight: 5, tells: true, of: login => [login.employeeNumber] },
  { says: 'Address', weight: 4, tells: false, of: login => login.emails },
  { says: 'Name', weight: 3, tells: true, of: login => [login.displayName] },
  { says: 'First part of the address', weight: 2, tells: false, of: localParts },
  { says: 'Manager', weight: 2, tells: true, of: login => [login.managerEmail] },
  { says: 'Department', weight: 1, tells: true, of: login => [login.department] },
  { says: 'Title', weight: 1, tells: true, of: login => [login.title] },
]

/** As `folded_name` of the database folds: without case, accents and the order of "Ruiz, Ana". */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/^([^,]*),([^,]*)$/, '$2 $1')
    .replace(/\s+/g, ' ')
    .trim()

const valuesOf = (side: Side, { of }: Trait): Map<string, string> =>
  new Map(side.flatMap(of).flatMap(value => (value === null || value === '' ? [] : [[folded(value), value] as const])))

/** Compares two sides trait by trait, the strongest first. */
export function compareSides(one: Side, other: Side): MatchEvidence {
  const agrees: string[] = []
  const differs: string[] = []
  let weight = 0
  for (const trait of traits) {
    const [mine, theirs] = [valuesOf(one, trait), valuesOf(other, trait)]
    const same = [...mine.keys()].find(value => theirs.has(value))
    if (same !== undefined) {
      agrees.push(`${trait.says}: ${mine.get(same)}`)
      weight += trait.weight
    } else if (trait.tells && mine.size > 0 && theirs.size > 0) {
      differs.push(`${trait.says}: ${[...mine.values()].join(', ')} and ${[...theirs.values()].join(', ')}`)
      weight -= trait.weight / 2
    }
  }
  return { agrees, differs, weight }
}
