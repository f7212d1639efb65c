import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { listenForChanges } from '../../data/live.ts'
import { useRecovery } from '../../data/use-recovery.ts'
import { hearKey, useKeys } from '../../ui/keys.ts'
import { rowKeys } from '../../ui/row-keys.ts'
import { Toasts } from '../../ui/toasts.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { usePlaces } from './places.ts'
import { Rail } from './rail.tsx'

const Palette = lazy(() => import('./palette.tsx').then(({ Palette: component }) => ({ default: component })))
const KeyList = lazy(() => import('./key-list.tsx').then(({ KeyList: component }) => ({ default: component })))

/** The frame around every page of a signed-in person. */
export const Shell = () => {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null)
  const places = usePlaces()

  useEffect(() => listenForChanges(queryClient), [queryClient])
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey) && !document.querySelector('dialog[open]')) {
        event.preventDefault()
        setOpen('palette')
      } else hearKey(event)
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [])
  useKeys(
    useMemo(
      () => [
        ...places.map(({ to, label, keys }) => ({ keys, says: `Go to ${label}`, run: () => void navigate({ to }) })),
        { keys: '/', says: 'Search on this page', run: () => document.querySelector<HTMLInputElement>('[data-page-search]')?.focus() },
        { keys: '?', says: 'Show the keys', run: () => setOpen('keys') },
        ...rowKeys,
      ],
      [navigate, places],
    ),
  )

  return (
    <div className="flex min-h-dvh items-stretch">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:rounded-base focus:bg-raised focus:px-3 focus:py-2 focus:shadow-lifted"
      >
        Skip to the content
      </a>
      <Rail onPalette={() => setOpen('palette')} onKeys={() => setOpen('keys')} />
      <main id="content" tabIndex={-1} className="min-w-0 flex-1">
        <Unreachable />
        <Outlet />
      </main>
      <BottomBar onPalette={() => setOpen('palette')} />
      <Toasts />
      <Suspense>
        {open === 'palette' && <Palette onClose={() => setOpen(null)} />}
        {open === 'keys' && <KeyList onClose={() => setOpen(null)} />}
      </Suspense>
    </div>
  )
}

/** While the server does not answer, the page says so and stays as it was. */
const Unreachable = () =>
  useRecovery().reachable ? null : (
    <output className="screen-only block border-b border-line bg-warm-wash px-4 py-2 text-warm sm:px-8">
      Rollcall’s server does not answer. What you see may be old; it is read again as soon as the server is back.
    </output>
  )
