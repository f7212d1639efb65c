import { Dialog } from '../../ui/dialog.tsx'
import { useAllKeys } from '../../ui/keys.ts'

const always = [
  { keys: 'Ctrl K', says: 'Search or go anywhere' },
  { keys: 'Enter', says: 'Open the row' },
]

/** Everything the keyboard does here and now. */
export const KeyList = ({ onClose }: { onClose: () => void }) => {
  const bound = useAllKeys().flat()
  const shown = [...always, ...bound.filter(({ says }, index) => bound.findIndex(other => other.says === says) === index)]
  return (
    <Dialog title="Keys" onClose={onClose} wide>
      <dl className="grid gap-x-12 sm:grid-cols-2">
        {shown.map(({ keys, says }) => (
          <div key={says} className="flex items-center justify-between gap-4 border-b border-line py-1.5">
            <dt>{says}</dt>
            <dd className="flex gap-1">
              {keys.split(' ').map(key => (
                <kbd key={key} className="min-w-6 rounded-small border border-line bg-rail px-1.5 py-0.5 text-center font-sans text-meta text-soft">
                  {key === 'Escape' ? 'Esc' : key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-meta text-faint">Single keys can be switched off under Settings.</p>
    </Dialog>
  )
}
