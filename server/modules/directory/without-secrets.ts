const longest = 20_000

const isSecret = (name: string): boolean => /pass(?:word|wd|phrase)|pwd|secret|token|authorization|credential|api.?key/i.test(name)

const hidden = '(removed)'

interface Shown {
  readonly path: string
  readonly query: string
  readonly body: string | null
  readonly answer: string | null
  readonly outcome: string
  readonly refusal: string | null
}

/** A request as it may be shown: values whose name says that they are secret are gone, our own tokens wherever they stand, and long bodies are cut. */
export function withoutSecrets<T extends Shown>(shown: T): T {
  const query = shown.query.replace(/([^&=]+)=([^&]*)/g, (pair, name: string) => (isSecret(name) ? `${name}=${hidden}` : pair))
  return {
    ...shown,
    path: keepable(shown.path),
    query: keepable(query),
    body: shown.body === null ? null : keepable(cleanBody(shown.body)).slice(0, longest),
    answer: shown.answer === null ? null : keepable(shown.answer).slice(0, longest),
    outcome: keepable(shown.outcome),
    refusal: shown.refusal === null ? null : keepable(shown.refusal),
  }
}

/** What PostgreSQL can keep, without anything that opens a door of ours or of somebody else. */
const keepable = (text: string): string =>
  text
    .replaceAll('\u0000', '')
    .toWellFormed()
    .replace(/rct_[\w-]+|Bearer\s+[\w.~+/=-]{8,}|eyJ[\w-]{10,}\.[\w.-]+/gi, hidden)

function cleanBody(text: string): string {
  // Large bodies are lists of members; they are not worth parsing to be cut afterwards.
  if (text.length <= 10 * longest)
    try {
      return JSON.stringify(JSON.parse(text, (name, value: unknown) => (isSecret(name) ? hidden : namesSecret(value))))
    } catch {
      // What is not JSON is cleaned as text.
    }
  return text.slice(0, 2 * longest).replace(/("[^"]{0,200}"\s*:\s*)"(?:[^"\\]|\\.)*"?/g, (pair, name: string) => (isSecret(name) ? `${name}"${hidden}"` : pair))
}

/** `{"op":"replace","path":"password","value":"…"}` */
function namesSecret(value: unknown): unknown {
  const isOperation = typeof value === 'object' && value !== null && 'path' in value && 'value' in value
  return isOperation && typeof value.path === 'string' && isSecret(value.path) ? { ...value, value: hidden } : value
}

const mostShown = 10

/** An answer as text; of a long list the first few, and how many more. */
export const shownAnswer = (answer: unknown): string | null =>
  answer === null || answer === undefined
    ? null
    : JSON.stringify(answer, (_, value: unknown) =>
        Array.isArray(value) && value.length > mostShown ? [...value.slice(0, mostShown), `and ${value.length - mostShown} more`] : value,
      )
