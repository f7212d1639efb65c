import type { ApiToken, TokenSecret } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { useRevokeTokenSecret } from '../../data/tokens.ts'
import { Button } from '../../ui/button.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { Time } from '../../ui/time.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'
import { permissionWords } from '../vocabulary/scope-words.ts'

const warnedDays = 14
const endsWithin = (at: string | null, days: number) => at !== null && Date.parse(at) - Date.now() < days * 86_400_000

interface TokenRowProps {
  token: ApiToken
  onRenew: () => void
  onRevoke: () => void
}

/** One token: what it may, when it ends, and each of its secrets with its last use. */
export const TokenRow = ({ token, onRenew, onRevoke }: TokenRowProps) => {
  const { name, scopes, ofWorkspace, audience, madeBy, expiresAt, secrets } = token
  return (
    <li className="grid gap-2 border-b border-line py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <span className="min-w-0">
          <span className="font-strong">{name}</span>
          <span className="block text-meta text-faint">
            {scopes.map(scope => permissionWords[scope]).join(', ')}.{' '}
            {ofWorkspace ? 'Of the workspace' : audience === null ? 'Acts for its maker' : 'An assistant'}, {audience === null ? 'made' : 'let in'} by {madeBy}.
          </span>
        </span>
        <span className="flex gap-2">
          {audience === null && (
            <Button aria-label={`Renew ${name}`} onClick={onRenew}>
              Renew
            </Button>
          )}
          <Button aria-label={`Revoke ${name}`} onClick={onRevoke}>
            Revoke
          </Button>
        </span>
      </div>
      <Ending expiresAt={expiresAt} />
      {audience === null ? (
        <ul className="grid gap-1">
          {secrets.map(secret => (
            <SecretLine key={secret.id} token={token} secret={secret} />
          ))}
        </ul>
      ) : (
        <AssistantUse token={token} />
      )}
    </li>
  )
}

/** Its secrets come and go by themselves every quarter of an hour; what counts is whether it is still used. */
const AssistantUse = ({ token: { audience, secrets } }: { token: ApiToken }) => {
  const last = secrets
    .flatMap(({ lastUsedAt }) => lastUsedAt ?? [])
    .toSorted()
    .at(-1)
  return (
    <span className="text-meta text-soft">
      Opens <span className="font-mono text-faint">{audience}</span>,{' '}
      {last === undefined ? (
        'not used just now'
      ) : (
        <>
          last used <Time at={last} />
        </>
      )}
    </span>
  )
}

const Ending = ({ expiresAt }: { expiresAt: string | null }) => {
  if (expiresAt === null) return null
  if (endsWithin(expiresAt, 0))
    return (
      <StateMark shape="cross" tone="warm">
        <span>
          Ended <Time at={expiresAt} />
        </span>
      </StateMark>
    )
  return endsWithin(expiresAt, warnedDays) ? (
    <StateMark shape="diamond" tone="warm">
      <span>
        Ends <Time at={expiresAt} />. Renew it before.
      </span>
    </StateMark>
  ) : (
    <span className="text-meta text-faint">
      Ends <Time at={expiresAt} />
    </span>
  )
}

const SecretLine = ({ token: { id, name, secrets }, secret }: { token: ApiToken; secret: TokenSecret }) => {
  const revoke = useRevokeTokenSecret()
  const [newest] = secrets
  const isOld = secret.endsAt !== null
  // Whoever uses it has not changed over yet.
  const isStillUsed = isOld && newest !== undefined && secret.lastUsedAt !== null && secret.lastUsedAt > newest.createdAt
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-meta">
      {secrets.length > 1 && (
        <StateMark shape={isOld ? 'half' : 'dot'} tone={isStillUsed ? 'warm' : isOld ? 'soft' : 'ink'}>
          {isOld ? (isStillUsed ? 'Old, still used' : 'Old') : 'New'}
        </StateMark>
      )}
      <span className="font-mono text-faint">…{secret.last4}</span>
      <span className="text-soft">
        {secret.lastUsedAt ? (
          <>
            last used <Time at={secret.lastUsedAt} />
          </>
        ) : (
          'never used'
        )}
        {secret.endsAt && (
          <>
            , works until <Time at={secret.endsAt} />
          </>
        )}
      </span>
      {secrets.length > 1 && (
        <Button
          look="quiet"
          aria-label={`${isOld ? 'Revoke the old one' : 'Call the renewal off'} (${name})`}
          onClick={() =>
            revoke.mutate(
              { id, secretId: secret.id },
              {
                onSuccess: () => say(isOld ? 'The old secret is revoked.' : 'The renewal is called off; the old secret goes on.'),
                onError: error => sayTrouble(sentenceOf(error)),
              },
            )
          }
        >
          {isOld ? 'Revoke the old one' : 'Call the renewal off'}
        </Button>
      )}
    </li>
  )
}
