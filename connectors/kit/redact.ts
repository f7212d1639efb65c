const mask = '[redacted]'

/** Where secrets stand in requests and replies, whatever their value. */
const names = 'access_token|refresh_token|id_token|client_secret|client_assertion|assertion|password|code_verifier|deletetoken|authorization'
const patterns: readonly RegExp[] = [
  new RegExp(`("(?:${names})"\\s*:\\s*")[^"]+`, 'gi'),
  new RegExp(`(\\b(?:token|${names})=)[^\\s&"']+`, 'gi'),
  /(\bauthorization:\s*(?:[A-Za-z]+\s+)?)[^\s"',;]+/gi,
  /(\b(?:Bearer|SSWS|Basic)\s+)(?=\S*[0-9=])[A-Za-z0-9._~+/=-]{4,}/g,
]

/** Takes secrets out of any text. `learn` adds a secret that turned up later, such as an access token. */
export type Redactor = { (text: string): string; learn(secret: string): void }

/** Secrets under four characters are no secrets; masking them would tear every text apart. */
const shortest = 4

export const redactor = (secrets: Iterable<string>): Redactor => {
  const known = new Set<string>()
  const redact = (text: string) => {
    let clean = text
    for (const value of known) clean = clean.replaceAll(value, mask)
    for (const pattern of patterns) clean = clean.replace(pattern, `$1${mask}`)
    return clean
  }
  const learn = (secret: string) => {
    if (secret.length < shortest) return
    for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), Buffer.from(secret).toString('base64')]) known.add(form)
  }
  for (const secret of secrets) learn(secret)
  return Object.assign(redact, { learn })
}

const secretHeaders = /^(authorization|proxy-authorization|cookie|set-cookie|x-api-key)$/i

/** Headers as evidence: names all, values without secrets. */
export const redactHeaders = (headers: Record<string, string>, redact: Redactor): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, secretHeaders.test(name) ? mask : redact(value)]))
