import type { JumpCloudSeed } from './state.ts'

type Step = { attributes: Record<string, never>; to: { attributes: Record<string, never>; id: string; type: string } }

export const step = (type: string, id: string): Step => ({ attributes: {}, to: { attributes: {}, id, type } })

/** Something, with every way through the graph that leads to it. */
export const bound = (id: string, paths: Step[][], type = 'user') => ({ id, type, compiledAttributes: {}, paths })

/** The groups by which a person has an app. */
export const groupsWith = ({ groups }: JumpCloudSeed, app: JumpCloudSeed['applications'][number], userId: string) =>
  groups.filter(({ id, members }) => app.groups.includes(id) && members.includes(userId))
