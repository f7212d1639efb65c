/** Who gave a user a role, a licence or a manager, the strongest last: SCIM before JIT before manual, and nothing but a person unpins what is pinned. */
export const grantSources = ['default', 'manual', 'jit', 'scim', 'pinned'] as const
export type GrantSource = (typeof grantSources)[number]

/** What each door last said of one grant; null is a saying too: nobody is the manager. */
export type Sayings = Readonly<Partial<Record<GrantSource, string | null>>>

/** What a request says of a grant. Without a value it takes back what its door said before. */
export interface Wish {
  readonly source: GrantSource
  readonly value?: string | null
}

export interface Settled {
  readonly value: string | null
  readonly source: GrantSource
  /** What weaker doors said: it counts again when the stronger one takes back what it said. */
  readonly withheld: Sayings
}

/** A grant after the wishes of a request: the strongest door that said anything counts; null where none did. */
export function settle(present: { value: string | null; source: GrantSource }, withheld: Sayings, wishes: readonly Wish[]): Settled | null {
  if (wishes.length === 0) return { ...present, withheld }
  const sayings: Partial<Record<GrantSource, string | null>> = { ...withheld, ...(present.source === 'default' ? {} : { [present.source]: present.value }) }
  for (const { source, value } of wishes)
    if (value === undefined) delete sayings[source]
    else sayings[source] = value
  const source = grantSources.findLast(each => sayings[each] !== undefined)
  if (source === undefined) return null
  const { [source]: value = null, ...rest } = sayings
  return { value, source, withheld: rest }
}
