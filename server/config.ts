import { isAbsolute, resolve } from 'node:path'
import { issueInWords } from '@rollcall/contract'
import { z } from 'zod'

const onOff = z.enum(['true', 'false', '1', '0', '']).transform(value => value === 'true' || value === '1')
const list = z.string().transform(value =>
  value
    .split(',')
    .map(part => part.trim().toLowerCase())
    .filter(part => part !== ''),
)

/** Everything the environment may say; the descriptions are the documentation (`rollcall doctor` prints them). */
const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4400).describe('Port of console and API.'),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on; 0.0.0.0 behind a reverse proxy or in a container.'),
  ROLLCALL_DATA: z.string().default('./data').describe('Folder of the embedded database.'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'It is not the address of a PostgreSQL. Write it like postgres://user:password@host/database.' })
    .optional()
    .describe('A PostgreSQL to use in place of the embedded database.'),
  ROLLCALL_PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('The address people use; https in production.'),
  ROLLCALL_SECRET_KEY: z.string().min(32).optional().describe('Seals credentials; at least 32 characters. Default: a file beside the data folder.'),
  ROLLCALL_SECRET_KEY_PREVIOUS: z.string().min(32).optional().describe('The key before the present one; what it sealed is sealed anew at start.'),
  ROLLCALL_ALLOW_PRIVATE: onOff.default(false).describe('Lets connections reach private network addresses.'),
  ROLLCALL_INTERNAL_DOMAINS: list.default([]).describe('E-mail domains of your own company, comma-separated, besides those of your users.'),
  ROLLCALL_BRIEF_URL: z.url().optional().describe('Base URL of an OpenAI-compatible API that writes briefs. Default: the offline extractive engine.'),
  ROLLCALL_BRIEF_KEY: z.string().optional().describe('Its API key.'),
  ROLLCALL_BRIEF_MODEL: z.string().default('gpt-4o-mini').describe('Its model.'),
  ROLLCALL_VENDOR_TIMEOUT: z.coerce.number().positive().max(600).default(120).describe('Seconds that one request to a vendor may take.'),
  ROLLCALL_CHROMIUM: z
    .string()
    .optional()
    .describe("Path of a Chromium or Chrome that works admin consoles. Default: the system's, or the one that comes with Rollcall (Linux on x64)."),
  ROLLCALL_CONSOLE_STEP_TIMEOUT: z.coerce.number().positive().max(120).default(10).describe('Seconds that a page of an admin console may take.'),
  ROLLCALL_CONSOLE_SESSION_TIMEOUT: z.coerce.number().positive().max(3600).default(600).describe('Seconds that one session in an admin console may take.'),
  ROLLCALL_LOG: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info').describe('How much is logged.'),
})

export interface Config {
  readonly port: number
  readonly host: string
  readonly dataFolder: string
  readonly databaseUrl: string | null
  readonly publicUrl: string | null
  readonly secretKey: string | null
  readonly previousSecretKey: string | null
  readonly allowPrivate: boolean
  readonly internalDomains: readonly string[]
  readonly vendorTimeoutSeconds: number
  readonly console: { readonly chromiumPath: string | null; readonly stepSeconds: number; readonly sessionSeconds: number }
  readonly brief: { readonly url: string; readonly key: string | null; readonly model: string } | null
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
}

/** A configuration that cannot be used; the message lists every problem, one a line. */
export class ConfigError extends Error {}

/** The only reader of the environment. All problems are reported together. */
export function readConfig(environment: Record<string, string | undefined>, workingFolder: string): Config {
  const parsed = Environment.safeParse(environment, { error: issueInWords })
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('\n'))
  const env = parsed.data
  return {
    port: env.PORT,
    host: env.HOST,
    dataFolder: isAbsolute(env.ROLLCALL_DATA) ? env.ROLLCALL_DATA : resolve(workingFolder, env.ROLLCALL_DATA),
    databaseUrl: env.DATABASE_URL ?? null,
    publicUrl: env.ROLLCALL_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    secretKey: env.ROLLCALL_SECRET_KEY ?? null,
    previousSecretKey: env.ROLLCALL_SECRET_KEY_PREVIOUS ?? null,
    allowPrivate: env.ROLLCALL_ALLOW_PRIVATE,
    internalDomains: env.ROLLCALL_INTERNAL_DOMAINS,
    vendorTimeoutSeconds: env.ROLLCALL_VENDOR_TIMEOUT,
    console: {
      chromiumPath: env.ROLLCALL_CHROMIUM ?? null,
      stepSeconds: env.ROLLCALL_CONSOLE_STEP_TIMEOUT,
      sessionSeconds: env.ROLLCALL_CONSOLE_SESSION_TIMEOUT,
    },
    brief: env.ROLLCALL_BRIEF_URL === undefined ? null : { url: env.ROLLCALL_BRIEF_URL, key: env.ROLLCALL_BRIEF_KEY ?? null, model: env.ROLLCALL_BRIEF_MODEL },
    logLevel: env.ROLLCALL_LOG,
  }
}

/** Each variable with its default and meaning, for people. */
export const describeConfig = () => Object.entries(Environment.shape).map(([name, schema]) => ({ name, meaning: schema.description ?? '' }))
