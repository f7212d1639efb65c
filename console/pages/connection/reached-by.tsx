import type { ReachableBy, StepAction } from '@rollcall/contract'
import { Section } from '../../ui/section.tsx'
import { routeWords } from '../vocabulary/roll-words.tsx'

const words: Partial<Record<StepAction, string>> = {
  create_account: 'Create an account',
  change_account: 'Change a role, licence or group',
  end_sessions: 'End sessions',
  deactivate_account: 'Deactivate an account',
  reactivate_account: 'Reactivate an account',
}

/** By which route a plan would do each thing today, why, and why not by a better one. */
export const ReachedBy = ({ routes }: { routes: readonly ReachableBy[] }) => (
  <Section title="How its accounts are reached">
    <dl className="grid gap-3">
      {routes.map(({ action, route, routeReason, passedOver }) => (
        <div key={action}>
          <dt className="flex items-baseline justify-between gap-4">
            <span>{words[action] ?? action}</span>
            <span className="font-strong">{routeWords[route]}</span>
          </dt>
          <dd className="text-meta text-soft">{routeReason}</dd>
          {passedOver.length > 0 && (
            <dd className="text-meta">
              <details>
                <summary className="w-fit rounded-small text-faint hover:text-ink">Why not by another route</summary>
                <ul className="mt-1 grid gap-1 text-soft">
                  {passedOver.map(({ route: other, why }) => (
                    <li key={other}>
                      <span className="text-ink">{routeWords[other]}:</span> {why}
                    </li>
                  ))}
                </ul>
              </details>
            </dd>
          )}
        </div>
      ))}
    </dl>
  </Section>
)
