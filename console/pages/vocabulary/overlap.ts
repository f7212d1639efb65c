/** How long an old secret works beside its successor: what a person chooses from. */
export const overlaps = { '1': 'For a day', '7': 'For 7 days', '30': 'For 30 days', '0': 'Not at all: it ends now' } as const

/** A time so many days from now. */
export const inDays = (days: string): string => new Date(Date.now() + Number(days) * 86_400_000).toISOString()
