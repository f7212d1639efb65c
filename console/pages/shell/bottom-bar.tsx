import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { MoreIcon, SearchIcon } from '../../ui/icons.tsx'
import { usePlaces } from './places.ts'
import { useAttention } from './use-attention.ts'

const first = ['/calls', '/people', '/findings', '/plans']
const cell = 'relative flex min-w-0 flex-1 flex-col items-center gap-0.5 py-2 text-meta text-soft aria-[current=page]:font-strong aria-[current=page]:text-ink'

/** On a phone the places are at the thumb; the rarer ones are behind More. */
export const BottomBar = ({ onPalette }: { onPalette: () => void }) => {
  const [more, setMore] = useState(false)
  const attention = useAttention()
  const places = usePlaces()
  return (
    <nav aria-label="Main" className="screen-only fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-rail pb-[env(safe-area-inset-bottom)] md:hidden">
      {places
        .filter(({ to }) => first.includes(to))
        .map(({ to, label, icon: Icon }) => (
          <Link key={to} to={to} className={cell}>
            <Icon />
            {label}
            {(attention[to]?.count ?? 0) > 0 && <span className="absolute top-1.5 left-1/2 ml-2.5 size-1.5 rounded-full bg-warm" aria-hidden="true" />}
          </Link>
        ))}
      <button type="button" className={cell} onClick={() => setMore(true)} aria-haspopup="dialog">
        <MoreIcon />
        More
      </button>
      {more && (
        <Dialog title="More" onClose={() => setMore(false)}>
          <ul className="-mx-2 grid">
            <li>
              <button
                type="button"
                className="flex h-11 w-full items-center gap-3 rounded-base px-2 hover:bg-hover"
                onClick={() => {
                  setMore(false)
                  onPalette()
                }}
              >
                <SearchIcon />
                Search or go to
              </button>
            </li>
            {places
              .filter(({ to }) => !first.includes(to))
              .map(({ to, label, icon: Icon }) => (
                <li key={to}>
                  <Link to={to} onClick={() => setMore(false)} className="flex h-11 items-center gap-3 rounded-base px-2 hover:bg-hover">
                    <Icon />
                    {label}
                  </Link>
                </li>
              ))}
          </ul>
        </Dialog>
      )}
    </nav>
  )
}
