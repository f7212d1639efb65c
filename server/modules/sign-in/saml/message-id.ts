import { randomBytes } from 'node:crypto'

/** An ID for a message of ours: 160 random bits, and no digit first (saml-core-2.0, section 1.3.4). */
export const newMessageId = (): string => `_${randomBytes(20).toString('hex')}`

export const isMessageId = (text: string): boolean => /^_[0-9a-f]{40}$/.test(text)
