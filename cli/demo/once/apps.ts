import type { StandIns } from '@rollcall/simulators'

interface Held {
  readonly active: boolean
  readonly role: string | null
  readonly licence: string | null
  readonly team: string | null
}
export type Apps = Record<'Chorus' | 'Clari' | 'People.ai' | 'Cognism', ReadonlyMap<string, Held>>

const held = ({ active, role, licence }: Omit<Held, 'team'>, team: string | null): Held => ({ active, role, licence, team })

/** What each of the four apps holds at this moment, by address. Consoles have no API to be asked by: it is the stand-in's own memory. */
export const appsAt = ({ chorus, clari, peopleAi, cognism }: StandIns): Apps => {
  const inConsole = ({ state }: typeof clari) => new Map(state.users.map(user => [user.email, held(user, user.team)]))
  return {
    Chorus: new Map(chorus.state.users.map(user => [user.userName, held(user, null)])),
    Clari: inConsole(clari),
    'People.ai': inConsole(peopleAi),
    Cognism: inConsole(cognism),
  }
}
