import { useQuery } from '@tanstack/react-query'
import type { Passkey } from '@rollcall/contract'
import { useState } from 'react'
import { passkeysQuery, useRemovePasskey } from '../../data/passkeys.ts'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/section.tsx'
import { Lines } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { RemoveByName } from '../vocabulary/remove-by-name.tsx'
import { NewPasskey } from './new-passkey.tsx'
import { RenamePasskey } from './rename-passkey.tsx'

/** Keys on your devices that sign you in without password and code. */
export const PasskeysSection = () => {
  const query = useQuery(passkeysQuery)
  const remove = useRemovePasskey()
  const [adding, setAdding] = useState(false)
  const [renaming, setRenaming] = useState<Passkey | null>(null)
  const [removing, setRemoving] = useState<Passkey | null>(null)
  return (
    <Section title="Passkeys" aside={<Button onClick={() => setAdding(true)}>Add a passkey</Button>}>
      <Loaded query={query} shape={<Lines count={2} />}>
        {({ items }) =>
          items.length ? (
            <ul className="grid">
              {items.map(passkey => (
                <Line key={passkey.id} passkey={passkey} onRename={() => setRenaming(passkey)} onRemove={() => setRemoving(passkey)} />
              ))}
            </ul>
          ) : (
            <p className="text-soft">None. A passkey signs you in with your finger, face or PIN. No password is typed, and no code is asked.</p>
          )
        }
      </Loaded>
      {adding && <NewPasskey onClose={() => setAdding(false)} />}
      {renaming && <RenamePasskey passkey={renaming} onClose={() => setRenaming(null)} />}
      {removing && (
        <RemoveByName
          title="Remove this passkey"
          consequence="It signs you in no more. Your device may go on offering it until you delete it there, too."
          name={removing.name}
          action="Remove the passkey"
          id={removing.id}
          removal={remove}
          said={`“${removing.name}” is removed.`}
          onGone={() => setRemoving(null)}
          onClose={() => setRemoving(null)}
        />
      )}
    </Section>
  )
}

const Line = ({ passkey: { name, synced, createdAt, lastUsedAt }, onRename, onRemove }: { passkey: Passkey; onRename: () => void; onRemove: () => void }) => (
  <li className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-1.5 last:border-0">
    <span className="min-w-0 break-words">
      {name}
      <span className="block text-meta text-faint">
        {synced ? 'Kept in step between your devices' : 'On one device'}; added <Time at={createdAt} />
        {lastUsedAt ? (
          <>
            ; last used <Time at={lastUsedAt} />
          </>
        ) : (
          '; never used'
        )}
      </span>
    </span>
    <span className="flex gap-2">
      <Button aria-label={`Rename ${name}`} onClick={onRename}>
        Rename
      </Button>
      <Button aria-label={`Remove ${name}`} onClick={onRemove}>
        Remove
      </Button>
    </span>
  </li>
)
