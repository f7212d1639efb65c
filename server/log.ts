import pino from 'pino'
import type { Config } from './config.ts'

export type Log = pino.Logger

// Secrets are kept out of log calls in the first place; these paths are the second fence.
const redact = [
  'password',
  'secret',
  'token',
  'credentials',
  '*.password',
  '*.secret',
  '*.token',
  '*.credentials',
  'req.headers.authorization',
  'req.headers.cookie',
]

/** One JSON line an event on standard error, so that standard output stays what a command prints. */
export const openLog = (level: Config['logLevel']): Log =>
  pino({ level, redact, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ fd: 2, sync: true }))
