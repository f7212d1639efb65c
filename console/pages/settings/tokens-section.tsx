import { useQuery } from '@tanstack/react-query'
import type { ApiToken } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { tokensQuery, useRevokeToken } from '../../data/tokens.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmByName } from '../../ui/confirm-by-name.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/section.tsx'
import { Lines } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { say } from '../../ui/toasts.tsx'
import { NewToken } from './new-token.tsx'

/** Tokens for machines that act in your name. None of them can approve a plan. */
export const TokensSection = () => {
  const query = useQuery(tokensQuery)
  const revoke = useRevokeToken()
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<ApiToken | null>(null)
  return (
    <Section title="API tokens" aside={<Button onClick={() => setMaking(true)}>Make a token</Button>}>
      <Loaded query={query} shape={<Lines count={2} />}>
        {({ items }) =>
          items.length ? (
            <ul className="grid">
              {items.map(token => (
                <li key={token.id} className="flex min-h-12 items-center justify-between gap-4 border-b border-line py-1.5 last:border-0">
                  <span className="min-w-0">
                    {token.name} <span className="font-mono text-meta text-faint">…{token.last4}</span>
                    <span className="block text-meta text-faint">
                      {token.scopes.join(', ')}
                      {token.lastUsedAt ? (
                        <>
                          ; last used <Time at={token.lastUsedAt} />
                        </>
                      ) : (
                        '; never used'
                      )}
                      {token.expiresAt && (
                        <>
                          ; ends <Time at={token.expiresAt} />
                        </>
                      )}
                    </span>
                  </span>
                  <Button aria-label={`Revoke ${token.name}`} onClick={() => setRevoking(token)}>
                    Revoke
                  </Button>
                </li>
              ))}
            </ul>
          ) : (
            <p className="text-soft">None. A token lets the command line, or a script of yours, act in your name. No token can approve a plan.</p>
          )
        }
      </Loaded>
      {making && <NewToken onClose={() => setMaking(false)} />}
      {revoking && (
        <ConfirmByName
          title="Revoke this token"
          consequence="Whatever uses it stops working at once."
          name={revoking.name}
          action="Revoke the token"
          busy={revoke.isPending}
          error={revoke.error ? sentenceOf(revoke.error) : undefined}
          onClose={() => setRevoking(null)}
          onConfirm={() =>
            revoke.mutate(revoking.id, {
              onSuccess: () => {
                say(`“${revoking.name}” is revoked.`)
                setRevoking(null)
              },
            })
          }
        />
      )}
    </Section>
  )
}
