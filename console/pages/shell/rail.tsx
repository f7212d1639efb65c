import { Link } from '@tanstack/react-router'
import { useMe } from '../../data/me.ts'
import { KeyIcon, SearchIcon, TallyIcon } from '../../ui/icons.tsx'
import { count } from '../../ui/numbers.ts'
import { type Place, usePlaces } from './places.ts'
import { useAttention } from './use-attention.ts'

const groups = ['Calls', 'Roll', null] as const
const commandKey = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K'

interface RailProps {
  onPalette: () => void
  onKeys: () => void
}

/** The left rail: with words where there is room, icons alone on narrower screens. */
export const Rail = ({ onPalette, onKeys }: RailProps) => {
  const me = useMe()
  const attention = useAttention()
  const places = usePlaces()
  return (
    <header className="screen-only sticky top-0 z-20 hidden h-dvh w-14 shrink-0 flex-col overflow-y-auto border-r border-line bg-rail px-2 py-4 md:flex lg:w-52 lg:px-3">
      <Link to="/" className="mb-4 flex items-center gap-2.5 rounded-base px-2 py-1 max-lg:justify-center max-lg:px-0">
        <TallyIcon className="size-5" />
        <span className="min-w-0 max-lg:sr-only">
          <span className="block font-strong">Rollcall</span>
          <span className="block truncate text-meta text-faint">{me?.workspace.name}</span>
        </span>
      </Link>
      <button
        type="button"
        onClick={onPalette}
        className="mb-5 flex h-8 items-center gap-2 rounded-base border border-line bg-paper px-2 text-soft hover:border-edge max-lg:justify-center max-lg:border-transparent max-lg:bg-transparent"
      >
        <SearchIcon />
        <span className="max-lg:sr-only">Search</span>
        <kbd className="ml-auto font-sans text-meta text-faint max-lg:hidden">{commandKey}</kbd>
      </button>
      <nav aria-label="Main" className="grid gap-5">
        {groups
          .filter(group => places.some(place => place.group === group))
          .map(group => (
            <div key={group}>
              {group && <p className="px-2 pb-1 text-meta text-faint max-lg:sr-only">{group}</p>}
              <ul>
                {places
                  .filter(place => place.group === group)
                  .map(place => (
                    <li key={place.to}>
                      <RailLink place={place} waiting={attention[place.to]} />
                    </li>
                  ))}
              </ul>
            </div>
          ))}
      </nav>
      <div className="mt-auto flex items-center gap-2 pt-6 max-lg:justify-center">
        <span className="min-w-0 flex-1 truncate px-2 text-meta text-faint max-lg:hidden" title={me?.user.email}>
          {me?.user.name}
        </span>
        <button type="button" onClick={onKeys} aria-label="Keys" title="Keys (?)" className="rounded-base p-2 text-faint hover:bg-hover hover:text-ink">
          <KeyIcon />
        </button>
      </div>
    </header>
  )
}

const RailLink = ({ place: { to, label, icon: Icon }, waiting }: { place: Place; waiting: { count: number; words: string } | undefined }) => (
  <Link
    to={to}
    title={label}
    className="relative flex h-8 items-center gap-2.5 rounded-base px-2 text-soft hover:bg-hover hover:text-ink aria-[current=page]:bg-line/70 aria-[current=page]:font-strong aria-[current=page]:text-ink max-lg:justify-center"
  >
    <Icon />
    <span className="max-lg:sr-only">{label}</span>
    {waiting !== undefined && waiting.count > 0 && (
      <>
        <span className="ml-auto text-meta font-normal text-warm tabular-nums max-lg:hidden" aria-hidden="true">
          {count(waiting.count)}
        </span>
        <span className="absolute top-1 right-1 size-1.5 rounded-full bg-warm lg:hidden" aria-hidden="true" />
        <span className="sr-only">
          {waiting.count} {waiting.words}
        </span>
      </>
    )}
  </Link>
)
