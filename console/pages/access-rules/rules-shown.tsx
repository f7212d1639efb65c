import type { AccessRuleSet } from '@rollcall/contract'
import { Section } from '../../ui/section.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { accessWords, effectWords, whoseWords } from '../vocabulary/access-rule-words.ts'

/** The rules in force, in sentences and in their order. */
export const RulesShown = ({ set: { rules, closed, exceptions, ended, warnings } }: { set: AccessRuleSet }) => (
  <>
    {warnings.length > 0 && (
      <Section title="Perhaps not meant">
        <ul className="grid gap-1 text-warm">
          {warnings.map(({ at, sentence }) => (
            <li key={at}>{sentence}</li>
          ))}
        </ul>
      </Section>
    )}
    <Section title="Rules">
      {rules.length === 0 && <p className="text-soft">None.</p>}
      <ol className="border-t border-line">
        {rules.map(rule => (
          <li key={rule.name} className="grid gap-0.5 border-b border-line py-2">
            <span className="font-strong">{rule.name}</span>
            <span className="text-soft">{whoseWords(rule)}</span>
            <span>{rule.gives.map(accessWords).join('; ')}</span>
          </li>
        ))}
      </ol>
    </Section>
    <Section title="Closed apps">
      <p className={closed.length === 0 ? 'text-soft' : undefined}>
        {closed.length === 0
          ? 'None: the rules say who needs an app, and nothing of the rest.'
          : `Nobody but those to whom a rule gives it should have ${closed.join(', ')}.`}
      </p>
    </Section>
    <Section title="Exceptions">
      {exceptions.length === 0 && <p className="text-soft">None.</p>}
      <ul className="border-t border-line">
        {exceptions.map((exception, place) => (
          <li key={`${exception.person} ${exception.app}`} className="grid gap-0.5 border-b border-line py-2">
            <span className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span>
                <span className="font-strong">{exception.person}</span> {effectWords[exception.effect]} {accessWords(exception)}
              </span>
              {ended.includes(place) ? (
                <StateMark shape="dash" tone="soft">
                  Ended on {exception.until}
                </StateMark>
              ) : (
                <StateMark shape="ring" tone="ink">
                  Until {exception.until}
                </StateMark>
              )}
            </span>
            <span className="text-soft">{exception.reason}</span>
          </li>
        ))}
      </ul>
    </Section>
  </>
)
