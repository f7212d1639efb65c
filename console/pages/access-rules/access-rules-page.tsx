import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { AccessException, AccessRule, AccessRuleSet, AccessRuleWarning } from '@rollcall/contract'
import { useCallback } from 'react'
import { accessRuleChoicesQuery, accessRulesPreview, accessRulesQuery } from '../../data/access-rules.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Inspector } from '../../ui/inspector.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Section } from '../../ui/section.tsx'
import { Empty, Lines } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { useSettled } from '../../ui/use-settled.ts'
import { SettingsNav } from '../settings/settings-nav.tsx'
import { ClosedApps } from './closed-apps.tsx'
import { ExceptionInspector } from './exception-inspector.tsx'
import { ExceptionList } from './exception-list.tsx'
import { firstCondition, RuleInspector } from './rule-inspector.tsx'
import { RuleList } from './rule-list.tsx'
import { RulesEffect } from './rules-effect.tsx'
import { type Draft, type Entry, useDraft } from './use-draft.ts'
import { RuleVersions } from './rule-versions.tsx'

const route = getRouteApi('/shell/settings/access-rules')
const nothing: AccessRuleSet = { version: 0, savedAt: null, savedBy: null, rules: [], closed: [], exceptions: [], ended: [], warnings: [] }

/** Who should have which app: written as a draft, with what it would do beside it. */
export const AccessRulesPage = () => {
  const { rule: ruleKey, exception: exceptionKey, open } = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(accessRulesQuery)
  const choices = useQuery(accessRuleChoicesQuery)
  const set = query.data ?? nothing
  const draft = useDraft(set)
  const isFinished = draft.rules.every(each => draft.ruleLacks(each) === null) && draft.exceptions.every(each => draft.exceptionLacks(each) === null)
  const asked = useSettled(draft.asks)
  const preview = useQuery({ ...accessRulesPreview(asked), enabled: draft.changed && isFinished && asked === draft.asks })
  const close = useCallback(() => void navigate({ search: {}, replace: true, resetScroll: false }), [navigate])
  const rule = draft.rules.find(({ key }) => key === ruleKey)
  const exception = draft.exceptions.find(({ key }) => key === exceptionKey)
  const addRule = () => {
    const key = draft.addRule({ name: '', match: 'all', conditions: [firstCondition], gives: [{ app: '' }] })
    void navigate({ search: { rule: key }, resetScroll: false })
  }
  const addException = () => {
    const key = draft.addException({ person: '', app: '', effect: 'leave', reason: '', until: '' })
    void navigate({ search: { exception: key }, resetScroll: false })
  }
  return (
    <Page
      title="Access rules"
      lead={<Lead set={set} />}
      above={<SettingsNav />}
      actions={
        query.data && (
          <>
            <Link from="/settings/access-rules" search={{ open: 'versions' }} resetScroll={false} className={buttonClass('quiet')}>
              Versions
            </Link>
            <Button onClick={addException}>Add an exception</Button>
            <Button look={draft.changed ? 'plain' : 'primary'} onClick={addRule}>
              Add a rule
            </Button>
          </>
        )
      }
      inspector={
        (rule ?? exception) ? (
          <Opened rule={rule} exception={exception} draft={draft} onClose={close} />
        ) : open === 'versions' ? (
          <RuleVersions draft={draft} onClose={close} />
        ) : null
      }
    >
      <Loaded query={query} shape={<Lines count={6} />}>
        {({ warnings }) => (
          <div className="@container">
            <div className={draft.changed ? 'grid items-start gap-x-12 gap-y-4 @4xl:grid-cols-2' : 'max-w-3xl'}>
              <div className="min-w-0">
                {isEmpty(draft) ? (
                  <Empty title="No access rules.">
                    <p>
                      A rule says who should have an app, by department, title, manager or group, and in which role. What differs from it is a finding; no
                      account is changed before a plan is approved.
                    </p>
                    <p>
                      Add a rule and see whom it would find before it is saved. Or keep the rules in a file: <code>rollcall rules plan rules.yaml</code> shows
                      what it would change.
                    </p>
                  </Empty>
                ) : (
                  <>
                    {!draft.changed && warnings.length > 0 && <Warnings warnings={warnings} />}
                    <Section title="Rules">
                      {draft.rules.length === 0 ? (
                        <p className="text-soft">None.</p>
                      ) : (
                        <RuleList draft={draft} openedKey={ruleKey} preview={draft.changed ? preview.data : undefined} />
                      )}
                    </Section>
                    <ClosedApps draft={draft} apps={choices.data?.apps.map(({ name }) => name) ?? []} />
                    <Section title="Exceptions">
                      {draft.exceptions.length === 0 ? (
                        <p className="text-soft">None. An exception is for one person in one app, with a reason and a last day.</p>
                      ) : (
                        <ExceptionList draft={draft} openedKey={exceptionKey} />
                      )}
                    </Section>
                  </>
                )}
              </div>
              {draft.changed && (
                <RulesEffect draft={draft} isFinished={isFinished} preview={preview} isCurrent={asked === draft.asks && !preview.isPlaceholderData} />
              )}
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  )
}

interface OpenedProps {
  rule: Entry<AccessRule> | undefined
  exception: Entry<AccessException> | undefined
  draft: Draft
  onClose: () => void
}

const Opened = ({ rule, exception, draft, onClose }: OpenedProps) => {
  const choices = useQuery(accessRuleChoicesQuery)
  if (!choices.data)
    return (
      <Inspector title={rule ? 'Rule' : 'Exception'} onClose={onClose}>
        <Loaded query={choices}>{() => null}</Loaded>
      </Inspector>
    )
  const shared = { draft, choices: choices.data, onClose }
  if (rule) return <RuleInspector key={rule.key} entry={rule} {...shared} />
  return exception && <ExceptionInspector key={exception.key} entry={exception} {...shared} />
}

const isEmpty = ({ rules, closed, exceptions, changed }: Draft): boolean => !changed && rules.length + closed.length + exceptions.length === 0

const Lead = ({ set: { version, savedAt, savedBy } }: { set: AccessRuleSet }) => (
  <>
    <p>Who should have which app, role, licence and groups. Of the rules that give somebody an app, the first that says a role or licence decides.</p>
    {savedAt !== null && (
      <p className="text-meta text-faint">
        Version {version}, saved <Time at={savedAt} /> by {savedBy}
      </p>
    )}
  </>
)

const Warnings = ({ warnings }: { warnings: readonly AccessRuleWarning[] }) => (
  <Section title="Perhaps not meant">
    <ul className="grid gap-1 text-warm">
      {warnings.map(({ at, sentence }) => (
        <li key={at}>{sentence}</li>
      ))}
    </ul>
  </Section>
)
