import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Config } from './config.ts'
import { CannotStart } from './errors.ts'

export interface Keyring {
  /** Seals text with the present key; `purpose` is bound to it, so that a sealed value cannot be moved to another place. */
  seal(text: string, purpose: string): string
  open(sealed: string, purpose: string): string
  /** True when it was sealed with a key that is not the present one. */
  isStale(sealed: string): boolean
  /** Names the present key without giving it away. */
  readonly keyId: string
}

interface Key {
  readonly id: string
  readonly bytes: Buffer
}

const keyFrom = (secret: string): Key => {
  const bytes = Buffer.from(hkdfSync('sha256', secret, 'rollcall', 'seal', 32))
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 12), bytes }
}

/**
 * AES-256-GCM under a key that never enters the database: ROLLCALL_SECRET_KEY, or a 0600 file beside the data folder that is made
 * at the first start.
 */
export function openKeyring(config: Config): Keyring {
  const present = keyFrom(config.secretKey ?? readKeyFile(`${config.dataFolder}.key`))
  const keys = [present, ...(config.previousSecretKey === null ? [] : [keyFrom(config.previousSecretKey)])]
  return {
    keyId: present.id,
    seal(text, purpose) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', present.bytes, nonce).setAAD(Buffer.from(purpose))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return ['v1', present.id, nonce.toString('base64url'), cipher.getAuthTag().toString('base64url'), sealed.toString('base64url')].join('.')
    },
    open(sealed, purpose) {
      const [version, id, nonce, tag, body] = sealed.split('.')
      const key = keys.find(each => each.id === id)
      if (version !== 'v1' || nonce === undefined || tag === undefined || body === undefined) throw new Error('This is not a sealed value.')
      if (key === undefined)
        throw new CannotStart(
          `A credential was sealed with the key ${id ?? '?'}, which is not here. Give it as ROLLCALL_SECRET_KEY_PREVIOUS, or enter the credential again.`,
        )
      const decipher = createDecipheriv('aes-256-gcm', key.bytes, Buffer.from(nonce, 'base64url'), { authTagLength: 16 })
      decipher.setAAD(Buffer.from(purpose)).setAuthTag(Buffer.from(tag, 'base64url'))
      return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8')
    },
    isStale: sealed => sealed.split('.')[1] !== present.id,
  }
}

function readKeyFile(path: string): string {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true })
    const file = openSync(path, 'wx', 0o600)
    writeSync(file, `${randomBytes(32).toString('base64url')}\n`)
    closeSync(file)
  }
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0)
    throw new CannotStart(`The key file ${path} can be read by others. Run: chmod 600 ${path}`)
  const secret = readFileSync(path, 'utf8').trim()
  if (secret.length < 32)
    throw new CannotStart(`The key file ${path} is damaged: it holds ${secret.length} characters. Put the key back from your backup of it.`)
  return secret
}

/** A new secret for a session, a token or a link: 32 random bytes, with a prefix that secret scanners recognise. */
export const newSecret = (prefix: string): string => `${prefix}_${randomBytes(32).toString('base64url')}`

/** What is stored of a secret of full entropy; no slow hash is needed for 256 random bits. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** Compares in constant time. */
export const sameSecret = (one: string, other: string): boolean => {
  const [a, b] = [createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest()]
  return timingSafeEqual(a, b)
}
