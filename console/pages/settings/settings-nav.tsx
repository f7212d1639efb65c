import { Link, useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useSettingsPlaces } from './settings-places.ts'

const row = 'flex gap-x-5 max-sm:-mx-4 max-sm:overflow-x-auto max-sm:px-4 sm:flex-wrap'

/** Above every page of the settings: what else there is, and the other pages of the same. On a phone each is one line that scrolls to where the reader is. */
export const SettingsNav = () => {
  const nav = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  useEffect(() => {
    for (const current of nav.current?.querySelectorAll('[aria-current]') ?? []) current.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [])
  const offered = useSettingsPlaces()
  const here = offered.find(({ to }) => to === pathname)?.group
  const groups = [...new Map(offered.toReversed().map(place => [place.group, place])).values()].toReversed()
  if (offered.length < 2) return null
  return (
    <nav ref={nav} aria-label="Settings" className="screen-only mb-5 border-b border-line">
      {groups.length > 1 && (
        <ul className={row}>
          {groups.map(({ to, group }) => (
            <li key={group}>
              <Link
                to={to}
                activeOptions={{ exact: true, includeSearch: false }}
                aria-current={group === here ? 'true' : undefined}
                data-here={group === here}
                className="block py-1.5 whitespace-nowrap text-soft hover:text-ink data-[here=true]:font-strong data-[here=true]:text-ink"
              >
                {group}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <ul className={row}>
        {offered
          .filter(({ group }) => group === here)
          .map(({ to, label }) => (
            <li key={to}>
              <Link
                to={to}
                activeOptions={{ exact: true, includeSearch: false }}
                className="-mb-px block border-b-2 border-transparent py-2 whitespace-nowrap text-soft hover:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink"
              >
                {label}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  )
}
