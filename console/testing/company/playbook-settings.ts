import type { TaskDefaults } from '@rollcall/contract'
import type { Answers } from '../answers.ts'
import { id } from './ids.ts'
import { connections } from './stack.ts'

const taskDefaults: TaskDefaults = {
  dueDays: 3,
  apps: connections.slice(1, 4).map(({ id: connectionId, name: connectionName }, place) => ({
    connectionId,
    connectionName,
    owner: place === 0 ? { id: id('user', 2), name: 'Jonas Wick' } : null,
    dueDays: place === 1 ? 10 : null,
  })),
}

/** Which days are meant, and who does what is done by hand. */
export const playbookSettingsAnswers = {
  readPlaybookSettings: () => ({ timeZone: 'UTC', daysAhead: 7 }),
  writePlaybookSettings: ({ body }) => body,
  readTaskDefaults: () => taskDefaults,
  saveTaskDefaults: ({ body }) => ({ ...taskDefaults, dueDays: body.dueDays }),
} satisfies Partial<Answers>
