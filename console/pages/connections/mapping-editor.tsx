import type { AccountStatus, DateField, DateFormat, FileKind, FileMapping, FilePreview } from '@rollcall/contract'
import { SelectField, TextField } from '../../ui/field.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Section } from '../../ui/section.tsx'
import { statusWords } from '../vocabulary/roll-words.tsx'

interface MappingEditorProps {
  kind: FileKind
  looked: FilePreview
  mapping: FileMapping
  onChange: (mapping: FileMapping) => void
}

const formats: Record<DateFormat, string> = {
  iso: '2026-11-25',
  day_first: '25.11.2026, day first',
  month_first: '11/25/2026, month first',
  named_month: '25 Nov 2026',
  spreadsheet: '46351, days of a spreadsheet',
  unix: '1795564800, seconds since 1970',
}
const dateFields: readonly string[] = ['lastActive', 'startsOn', 'endsOn'] satisfies DateField[]
const isDate = (name: string): name is DateField => dateFields.includes(name)
const isFormat = (value: string): value is DateFormat => value in formats
const isStatus = (value: string): value is AccountStatus => value in statusWords

const without = <Value,>(record: Readonly<Record<string, Value>>, key: string) => Object.fromEntries(Object.entries(record).filter(([each]) => each !== key))

/** What each column means, what each word of the status column means, and how dates are to be read. */
export const MappingEditor = ({ kind, looked, mapping, onChange }: MappingEditorProps) => {
  const samplesOf = (head: string | undefined) => looked.columns.find(column => column.head === head)?.samples ?? []
  return (
    <>
      <Section title="Columns">
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {kind.fields.map(({ name, label, help }) => {
            const head = mapping.columns[name]
            const samples = samplesOf(head)
            return (
              <SelectField
                key={name}
                label={label}
                optional={name !== 'id'}
                hint={samples.length ? samples.join(' · ') : (help ?? undefined)}
                error={name === 'id' && head === undefined ? 'Choose the column that never changes, or else the e-mail.' : undefined}
                value={head ?? ''}
                onChange={({ target: { value } }) =>
                  onChange({ ...mapping, columns: value === '' ? without(mapping.columns, name) : { ...mapping.columns, [name]: value } })
                }
              >
                <option value="">Not in the file</option>
                {looked.columns.map(column => (
                  <option key={column.head}>{column.head}</option>
                ))}
              </SelectField>
            )
          })}
        </div>
      </Section>
      {looked.statusWords.length > 0 && (
        <Section title="What the status means">
          <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
            {looked.statusWords.map(({ word, rows, status }) => (
              <SelectField
                key={word}
                label={word}
                hint={countOf(rows, 'row')}
                error={status === null ? `Say what ${word} means; ${countOf(rows, 'row')} cannot be read without it.` : undefined}
                value={mapping.statuses[word.toLowerCase()] ?? status ?? ''}
                onChange={({ target: { value } }) =>
                  isStatus(value) && onChange({ ...mapping, statuses: { ...mapping.statuses, [word.toLowerCase()]: value } })
                }
              >
                {status === null && <option value="">Choose</option>}
                {Object.entries(statusWords).map(([value, words]) => (
                  <option key={value} value={value}>
                    {words}
                  </option>
                ))}
              </SelectField>
            ))}
          </div>
        </Section>
      )}
      <Section title="Dates">
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {kind.fields.flatMap(({ name, label }) =>
            isDate(name) && mapping.columns[name] !== undefined
              ? [
                  <SelectField
                    key={name}
                    label={`${label} is written like`}
                    hint={samplesOf(mapping.columns[name]).join(' · ')}
                    error={mapping.dates[name] === undefined ? 'It could be read in more than one way.' : undefined}
                    value={mapping.dates[name] ?? ''}
                    onChange={({ target: { value } }) => isFormat(value) && onChange({ ...mapping, dates: { ...mapping.dates, [name]: value } })}
                  >
                    {mapping.dates[name] === undefined && <option value="">Choose</option>}
                    {Object.entries(formats).map(([format, words]) => (
                      <option key={format} value={format}>
                        {words}
                      </option>
                    ))}
                  </SelectField>,
                ]
              : [],
          )}
          <TextField
            label="Time zone of the company"
            hint="Where a day begins and ends, such as Europe/Berlin."
            list="zones"
            defaultValue={mapping.timeZone}
            onBlur={({ target: { value } }) => value.trim() !== mapping.timeZone && onChange({ ...mapping, timeZone: value.trim() })}
          />
          <datalist id="zones">
            {Intl.supportedValuesOf('timeZone').map(zone => (
              <option key={zone}>{zone}</option>
            ))}
          </datalist>
        </div>
      </Section>
    </>
  )
}
