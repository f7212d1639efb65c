import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useMe } from '../../data/me.ts'
import { settingsPlaces } from './settings-places.ts'

/** Above every page of the settings: the others. On a phone they are one line that scrolls to where the reader is. */
export const SettingsNav = () => {
  const nav = useRef<HTMLElement>(null)
  useEffect(() => {
    nav.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [])
  const held = useMe()?.permissions ?? []
  const offered = settingsPlaces.filter(({ permission }) => held.includes(permission))
  if (offered.length < 2) return null
  return (
    <nav ref={nav} aria-label="Settings" className="screen-only mb-5 border-b border-line max-sm:-mx-4 max-sm:overflow-x-auto max-sm:px-4">
      <ul className="flex gap-x-5 sm:flex-wrap">
        {offered.map(({ to, label }) => (
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
