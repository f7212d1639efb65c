const longest = 20_000

const isSecret = (name: string): boolean => /password|secret|token|authorization|credential/i.test(name)

const hidden = '(removed)'

/** A request as it may be shown: values whose name says that they are secret are gone, and a long body is cut. */
export const withoutSecrets = ({ query, body }: { query: string; body: string | null }): { query: string; body: string | null } => ({
  query: query.replace(/([^&=]+)=([^&]*)/g, (pair, name: string) => (isSecret(name) ? `${name}=${hidden}` : pair)).replaceAll('\u0000', ''),
  body: body === null ? null : cleanBody(body).replaceAll('\u0000', '').slice(0, longest),
})

function cleanBody(text: string): string {
  // Large bodies are lists of members; they are not worth parsing to be cut afterwards.
  if (text.length <= 10 * longest)
    try {
      return JSON.stringify(JSON.parse(text, (name, value: unknown) => (isSecret(name) ? hidden : namesSecret(value))))
    } catch {
      // What is not JSON is cleaned as text.
    }
  return text.slice(0, 2 * longest).replace(/("[^"]*(?:password|secret|token)[^"]*"\s*:\s*)"(?:[^"\\]|\\.)*"?/gi, `$1"${hidden}"`)
}

/** `{"op":"replace","path":"password","value":"…"}` */
function namesSecret(value: unknown): unknown {
  const isOperation = typeof value === 'object' && value !== null && 'path' in value && 'value' in value
  return isOperation && typeof value.path === 'string' && isSecret(value.path) ? { ...value, value: hidden } : value
}
