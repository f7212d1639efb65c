/** How a stand-in vendor can be told to go wrong. */
export const acts = [
  'limit',
  'limit_without_reset',
  'server_error',
  'unauthorized',
  'forbidden',
  'not_found',
  'conflict',
  'html',
  'half_a_body',
  'stall',
  'malformed_row',
  'repeat_page',
  'drop_half_the_rows',
  'accept_and_not_do',
  'do_but_time_out',
] as const
export type Act = (typeof acts)[number]

/** "Do this on the next `times` requests whose method and path match". */
export type Misbehaviour = {
  act: Act
  /** A regular expression over the path without its query; any path when left out. */
  path?: string
  method?: string
  /** For how many matching requests; one when left out. */
  times?: number
  /** How many matching requests are answered well before it begins. */
  after?: number
}

/** The acts in force, first told first done. Taking one counts it down. */
export const misbehaviours = () => {
  let told: { act: Act; path: RegExp; method: string | null; times: number; after: number }[] = []
  return {
    tell: ({ act, path = '', method, times = 1, after = 0 }: Misbehaviour) => {
      told.push({ act, path: new RegExp(path), method: method ?? null, times, after })
    },
    take: (method: string, path: string): { act: Act; path: RegExp } | null => {
      const found = told.find(one => one.path.test(path) && (one.method === null || one.method === method))
      if (found === undefined) return null
      if (found.after > 0) {
        found.after -= 1
        return null
      }
      found.times -= 1
      told = told.filter(one => one.times > 0)
      return { act: found.act, path: found.path }
    },
    clear: () => {
      told = []
    },
  }
}
