import type { AuthorizationQuestion } from '@rollcall/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { authorizationQuery, useDecideAuthorization } from '../../data/authorize.ts'
import { useMe } from '../../data/me.ts'
import { Button } from '../../ui/button.tsx'
import { FrontDoor } from '../../ui/front-door.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Lines, Trouble } from '../../ui/states.tsx'
import { scopeWords } from '../vocabulary/scope-words.ts'

/** An assistant asks to be let in: which one, what for, and where the answer goes. */
export const AuthorizePage = () => {
  // As the assistant wrote it: the server reads it, and says when something is there twice.
  const request = window.location.search.slice(1)
  const query = useQuery({ ...authorizationQuery(request), retry: false, staleTime: Infinity })
  const redirectTo = query.data?.redirectTo ?? null
  useEffect(() => {
    if (redirectTo !== null) window.location.replace(redirectTo)
  }, [redirectTo])
  const ask = query.data?.ask ?? null
  return (
    <FrontDoor
      title={ask ? `Let ${ask.clientName} in?` : 'An assistant asks to be let in'}
      lead="It acts in your name, as far as you may yourself. It can approve and change nothing."
    >
      {query.error ? (
        <Trouble sentence={sentenceOf(query.error)} />
      ) : (
        <Loaded query={query} shape={<Lines count={4} />}>
          {data => (data.ask ? <Question ask={data.ask} request={request} /> : <p className="text-soft">Going back to the assistant…</p>)}
        </Loaded>
      )}
    </FrontDoor>
  )
}

const Question = ({ ask: { goesTo, scopes, withheld }, request }: { ask: NonNullable<AuthorizationQuestion['ask']>; request: string }) => {
  const me = useMe()
  const decide = useDecideAuthorization()
  const answer = (allow: boolean) => decide.mutate({ query: request, allow }, { onSuccess: ({ redirectTo }) => window.location.assign(redirectTo) })
  return (
    <div className="grid gap-6">
      <div className="grid gap-2">
        <h2 className="text-body font-strong">It asks to</h2>
        <ul className="grid border-t border-line">
          {scopes.map(scope => (
            <li key={scope} className="border-b border-line py-2">
              {scopeWords[scope]}
            </li>
          ))}
        </ul>
        {withheld.length > 0 && (
          <p className="text-meta text-soft">
            Not given, because you do not have it yourself: {withheld.map(scope => scopeWords[scope].toLowerCase()).join(', ')}.
          </p>
        )}
      </div>
      <p className="text-meta text-soft">
        The answer goes to <span className="font-mono text-ink">{goesTo}</span>. Anybody can choose the name above; go on only if you have just begun this
        there.
        {me && ` You are signed in as ${me.user.email}.`}
      </p>
      {decide.error && <Trouble sentence={sentenceOf(decide.error)} />}
      <div className="grid gap-3">
        {scopes.length > 0 && (
          <Button look="primary" busy={decide.isPending && decide.variables.allow && 'Letting it in…'} onClick={() => answer(true)}>
            Let it in
          </Button>
        )}
        <Button busy={decide.isPending && !decide.variables.allow && 'Refusing…'} onClick={() => answer(false)}>
          Refuse
        </Button>
      </div>
      <p className="text-meta text-faint">
        You can end it at any time under{' '}
        <Link to="/settings/tokens" className="text-accent underline">
          Settings, Tokens
        </Link>
        ; after 90 days you are asked again.
      </p>
    </div>
  )
}
