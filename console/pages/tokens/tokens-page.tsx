import { useQuery } from '@tanstack/react-query'
import type { ApiToken } from '@rollcall/contract'
import { useState } from 'react'
import { tokensQuery } from '../../data/tokens.ts'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty, Lines } from '../../ui/states.tsx'
import { SettingsNav } from '../settings/settings-nav.tsx'
import { NewToken } from './new-token.tsx'
import { RenewToken } from './renew-token.tsx'
import { RevokeToken } from './revoke-token.tsx'
import { TokenRow } from './token-row.tsx'

type Open = { what: 'make' } | { what: 'renew' | 'revoke'; token: ApiToken } | null

/** Tokens for machines: those of the workspace that provision, and those that act in your name. None of them can approve a plan. */
export const TokensPage = () => {
  const query = useQuery(tokensQuery)
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const make = (
    <Button look="primary" onClick={() => setOpen({ what: 'make' })}>
      Make a token
    </Button>
  )
  return (
    <Page title="Tokens" lead="For machines: identity providers that provision, scripts, the command line." above={<SettingsNav />} actions={make}>
      <Loaded query={query} shape={<Lines count={4} />}>
        {({ items }) =>
          items.length ? (
            <ul className="grid max-w-3xl border-t border-line">
              {items.map(token => (
                <TokenRow key={token.id} token={token} onRenew={() => setOpen({ what: 'renew', token })} onRevoke={() => setOpen({ what: 'revoke', token })} />
              ))}
            </ul>
          ) : (
            <Empty title="No tokens yet.">
              <p>
                A token lets an identity provider provision users and groups, or a script of yours act in your name. One that only provisions belongs to the
                workspace and goes on when its maker leaves. No token can approve a plan.
              </p>
            </Empty>
          )
        }
      </Loaded>
      {open?.what === 'make' && <NewToken onClose={close} />}
      {open?.what === 'renew' && <RenewToken token={open.token} onClose={close} />}
      {open?.what === 'revoke' && <RevokeToken token={open.token} onClose={close} />}
    </Page>
  )
}
