import type { AccountStatus, FileMapping } from '@rollcall/contract'

/** The words that apps and HR systems write for a status. Whoever is on leave still works here. What is not in the list a person has to say. */
const words: Partial<Record<AccountStatus, readonly string[]>> = {
  active: ['active', 'activated', 'enabled', 'employed', 'current', 'on leave', 'leave', 'true', 'yes', 'y', '1', 'aktiv', 'actif', 'activo', 'ja', 'oui'],
  inactive: [
    'inactive',
    'deactivated',
    'disabled',
    'suspended',
    'archived',
    'terminated',
    'left',
    'former',
    'resigned',
    'retired',
    'false',
    'no',
    'n',
    '0',
    'inaktiv',
    'nein',
    'non',
  ],
  staged: ['invited', 'pending', 'invitation sent', 'pre-hire', 'prehire', 'not started', 'future hire', 'onboarding'],
  locked: ['locked', 'blocked'],
  deleted: ['deleted', 'removed'],
}
const meanings = new Map(Object.entries(words).flatMap(([status, all]) => all.map(word => [word, status as AccountStatus] as const)))

export const usualStatus = (word: string): AccountStatus | null => meanings.get(word.toLowerCase()) ?? null

/** What a person said that a word means, and else what it usually means: the first leaver brings a word that no file had before. */
export const statusMeant = ({ statuses }: FileMapping, word: string): AccountStatus | null => statuses[word.toLowerCase()] ?? usualStatus(word)
