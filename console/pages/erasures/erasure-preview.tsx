import type { ErasurePreview } from '@rollcall/contract'
import { countOf } from '../../ui/numbers.ts'
import { StateMark } from '../../ui/state-mark.tsx'
import { Tallies } from '../vocabulary/tallies.tsx'

/** What would go, what would stay and why, before anything does. */
export const ErasurePreviewView = ({ preview }: { preview: ErasurePreview }) => (
  <output className="grid gap-4">
    {preview.refusal && (
      <p>
        <StateMark shape="cross" tone="warm">
          Refused
        </StateMark>{' '}
        {preview.refusal}
      </p>
    )}
    {preview.holds.map(sentence => (
      <p key={sentence}>
        <StateMark shape="pause" tone="warm">
          Left out
        </StateMark>{' '}
        {sentence}
      </p>
    ))}
    {preview.names.length > 0 && (
      <p>
        Known as {preview.names.map(({ name }) => name).join(', ')}.{' '}
        {preview.names.some(({ shared }) => shared) && 'Somebody else has the same name: it is replaced only in calls and records that are theirs.'}
      </p>
    )}
    {preview.otherEmails.length > 0 && (
      <p className="text-warm">Also found under {preview.otherEmails.join(', ')}. Add what belongs to the same person; it is not erased otherwise.</p>
    )}
    {preview.tallies.length ? (
      <Tallies tallies={preview.tallies} className="border-t border-line" />
    ) : (
      <p className="text-soft">Nothing in Rollcall is known under these addresses.</p>
    )}
    {preview.elsewhere.length > 0 && (
      <p className="text-soft">
        Copies stay in other systems, and are listed as tasks:{' '}
        {preview.elsewhere.map(({ system, what, records }) => `${system} (${what.toLowerCase()}, ${countOf(records, 'record')})`).join(', ')}.
      </p>
    )}
  </output>
)
