import type { AuthChoice, Connection, ConnectorCard, CredentialField } from '@rollcall/contract'
import { useState } from 'react'
import { ApiProblem, sentenceOf } from '../../data/api-problem.ts'
import { Choice } from '../../ui/choice.tsx'
import { Field, TextField } from '../../ui/field.tsx'
import { Trouble } from '../../ui/states.tsx'
import { filledIn, problemsOf, type FieldProblems } from './credentials.ts'

/** What the form gives when nothing is wrong with it. */
export interface WrittenConnection {
  name: string
  baseUrl: string
  /** Empty, as is the address, for what is read from files. */
  auth: AuthChoice['kind'] | ''
  credentials: Record<string, string>
}

interface ConnectionFormProps {
  /** The submit button outside the form names it. */
  id: string
  card: ConnectorCard
  /** When it is changed rather than made: credentials left empty stay as they are. */
  connection?: Connection
  /** What the server refused, last time. */
  refusal: Error | null
  onSubmit: (written: WrittenConnection) => void
}

/** A form made of what the connector asks for. */
export const ConnectionForm = ({ id, card, connection, refusal, onSubmit }: ConnectionFormProps) => {
  const [name, setName] = useState(connection?.name ?? card.name)
  const [baseUrl, setBaseUrl] = useState(connection?.baseUrl ?? '')
  const [kind, setKind] = useState(card.auth[0]?.kind)
  const [credentials, setCredentials] = useState<Record<string, string>>({})
  const [problems, setProblems] = useState<FieldProblems>({})
  const auth = card.auth.find(choice => choice.kind === kind)
  const fields = auth?.fields ?? []
  const refusedField = refusal instanceof ApiProblem ? refusal.at?.split('.').at(-1) : undefined
  const known = ['name', 'baseUrl', ...fields.map(field => field.name)]
  const problemAt = (field: string) => problems[field] ?? (refusal && refusedField === field ? sentenceOf(refusal) : undefined)
  const submit = () => {
    const found = problemsOf(card, fields, { name, baseUrl, credentials }, connection !== undefined)
    setProblems(found)
    if (Object.keys(found).length === 0) onSubmit({ name: name.trim(), baseUrl, auth: auth?.kind ?? '', credentials: filledIn(fields, credentials) })
  }
  return (
    <form
      id={id}
      className="grid gap-4"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        submit()
      }}
    >
      {refusal && (refusedField === undefined || !known.includes(refusedField)) && <Trouble sentence={sentenceOf(refusal)} />}
      <TextField label="Name" value={name} error={problemAt('name')} maxLength={120} onChange={event => setName(event.target.value)} />
      {card.baseUrl && (
        <TextField
          label="Address"
          type="url"
          value={baseUrl}
          placeholder={card.baseUrl.placeholder}
          hint={`${card.baseUrl.help} For example ${card.baseUrl.example}`}
          error={problemAt('baseUrl')}
          onChange={event => setBaseUrl(event.target.value.trim())}
        />
      )}
      {card.file && <p className="text-soft">It has no address and no credentials: you upload the first file when it is connected.</p>}
      {auth && card.auth.length > 1 && (
        <div className="grid gap-1.5">
          <p className="font-strong">Way to sign in</p>
          <div>
            <Choice label="Way to sign in" options={card.auth.map(choice => [choice.kind, choice.label] as const)} value={auth.kind} onChange={setKind} />
          </div>
        </div>
      )}
      {fields.map(field => (
        <CredentialInput
          key={`${kind}-${field.name}`}
          field={field}
          kept={connection !== undefined}
          value={credentials[field.name] ?? ''}
          error={problemAt(field.name)}
          onChange={value => setCredentials(before => ({ ...before, [field.name]: value }))}
        />
      ))}
    </form>
  )
}

interface CredentialInputProps {
  field: CredentialField
  kept: boolean
  value: string
  error: string | undefined
  onChange: (value: string) => void
}

const CredentialInput = ({ field, kept, value, error, onChange }: CredentialInputProps) => {
  const hint = [field.help, kept && 'Left empty, it stays as it is.', field.secret && 'Sealed before it is stored, and never shown again.']
    .filter(Boolean)
    .join(' ')
  const common = { value, placeholder: field.placeholder ?? undefined, autoComplete: 'off', spellCheck: false }
  return (
    <Field label={field.label} hint={hint} error={error} optional={!field.required}>
      {wiring =>
        field.secret && /key|json|pem/i.test(field.name) ? (
          // A key has lines, which a password field would swallow.
          <textarea
            {...wiring}
            {...common}
            rows={3}
            className="w-full rounded-base border border-edge bg-raised px-2.5 py-1.5 font-mono text-meta"
            onChange={event => onChange(event.target.value)}
          />
        ) : (
          <input
            {...wiring}
            {...common}
            type={field.secret ? 'password' : 'text'}
            className="h-8 w-full rounded-base border border-edge bg-raised px-2.5 aria-invalid:border-warm pointer-coarse:h-10"
            onChange={event => onChange(event.target.value.trim())}
          />
        )
      }
    </Field>
  )
}
