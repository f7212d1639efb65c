import { useQuery } from '@tanstack/react-query'
import type { LicencePrice } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { connectionsQuery } from '../../data/connections.ts'
import { pricesQuery, useWritePrices } from '../../data/findings.ts'
import { TextField } from '../../ui/field.tsx'
import { formText } from '../../ui/form-text.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Section } from '../../ui/section.tsx'
import { SettingsForm } from '../../ui/settings-form.tsx'
import { Empty, Lines, Trouble } from '../../ui/states.tsx'
import { say } from '../../ui/toasts.tsx'

type Licence = Pick<LicencePrice, 'connectionId' | 'licence'>

const keyOf = ({ connectionId, licence }: Licence) => `${connectionId} ${licence ?? ''}`

/** One line a licence: of each connection that has accounts, those it knows, and any. */
const linesOf = (items: readonly LicencePrice[], licences: readonly (Licence & { accounts: number })[]) => {
  const any = licences.map(({ connectionId }) => ({ connectionId, licence: null }))
  const lines = new Map<string, Licence>([...licences, ...any, ...items].map(each => [keyOf(each), { connectionId: each.connectionId, licence: each.licence }]))
  return [...lines.values()].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

/** A line without an amount has no price. */
const pricesOf = (form: FormData, lines: readonly Licence[]): LicencePrice[] =>
  lines.flatMap(({ connectionId, licence }, index) => {
    const amount = formText(form, `amount-${index}`).trim()
    return amount === '' ? [] : [{ connectionId, licence, amount: Number(amount), currency: formText(form, `currency-${index}`).trim().toUpperCase() }]
  })

/** What licences cost in a month. */
export const PricesSection = () => {
  const query = useQuery(pricesQuery)
  const names = new Map(useQuery(connectionsQuery).data?.items.map(({ id, name }) => [id, name]))
  const write = useWritePrices()
  return (
    <Section title="Licences">
      <Loaded query={query} shape={<Lines count={4} />}>
        {({ items, licences }) => {
          const lines = linesOf(items, licences)
          const prices = new Map(items.map(price => [keyOf(price), price]))
          const held = new Map(licences.map(each => [keyOf(each), each.accounts]))
          if (lines.length === 0)
            return (
              <Empty title="No accounts yet.">
                <p>Once an app is connected, its licences are listed here, and you can say what each costs.</p>
              </Empty>
            )
          return (
            <SettingsForm
              submit="Save the prices"
              saving={write.isPending}
              onSubmit={form => write.mutate(pricesOf(form, lines), { onSuccess: () => say('Saved. Findings show what they cost.') })}
            >
              <p className="max-w-prose text-soft">
                What one account costs in a month. It is shown with findings whose licence is paid for nothing. A licence without a price of its own has that of
                any other licence of its app.
              </p>
              {write.error && <Trouble sentence={sentenceOf(write.error)} />}
              <ul className="grid">
                {lines.map((line, index) => {
                  const price = prices.get(keyOf(line))
                  const app = names.get(line.connectionId) ?? 'An app'
                  const licence = line.licence ?? 'Any other licence'
                  return (
                    <li key={keyOf(line)} className="grid items-start gap-x-4 gap-y-2 border-b border-line py-3 last:border-0 sm:grid-cols-[1fr_9rem_7rem]">
                      <span>
                        <span className="font-strong">{app}</span>: {licence}
                        {held.has(keyOf(line)) && <span className="block text-meta text-faint">{countOf(held.get(keyOf(line)) ?? 0, 'account')}</span>}
                      </span>
                      <TextField
                        label="Amount"
                        aria-label={`Amount for ${app}, ${licence}`}
                        name={`amount-${index}`}
                        type="number"
                        min={0}
                        max={1_000_000}
                        step={0.01}
                        defaultValue={price?.amount}
                      />
                      <TextField
                        label="Currency"
                        aria-label={`Currency for ${app}, ${licence}`}
                        name={`currency-${index}`}
                        pattern="[A-Za-z]{3}"
                        title="Three letters, for example EUR."
                        defaultValue={price?.currency ?? 'USD'}
                      />
                    </li>
                  )
                })}
              </ul>
            </SettingsForm>
          )
        }}
      </Loaded>
    </Section>
  )
}
