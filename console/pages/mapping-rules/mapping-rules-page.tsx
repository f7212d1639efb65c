import { useQuery } from '@tanstack/react-query'
import type { MappingRuleSet } from '@rollcall/contract'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useCallback } from 'react'
import { awaitedManagersQuery, rulesQuery } from '../../data/mapping-rules.ts'
import { rolesQuery } from '../../data/roles.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { Section } from '../../ui/section.tsx'
import { Empty, Lines } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { SettingsNav } from '../settings/settings-nav.tsx'
import type { RoleNames } from '../vocabulary/rule-words.ts'
import { ImportExpression } from './import-expression.tsx'
import { RuleInspector } from './rule-inspector.tsx'
import { RuleList } from './rule-list.tsx'
import { RulesPreview } from './rules-preview.tsx'
import { TryInspector } from './try-inspector.tsx'
import { type Draft, useDraft } from './use-draft.ts'
import { RuleVersions } from './rule-versions.tsx'

const route = getRouteApi('/shell/settings/mapping-rules')
const none: MappingRuleSet = { version: 0, savedAt: null, savedBy: null, rules: [], given: {} }

/** Who gets which role, licence and manager, by what identity providers say of them. */
export const MappingRulesPage = () => {
  const { rule: ruleId, open } = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(rulesQuery)
  const set = query.data ?? none
  const draft = useDraft(set.rules)
  const roles: RoleNames = new Map(useQuery(rolesQuery).data?.items.map(({ id, name }) => [id, name]))
  const close = useCallback(() => void navigate({ search: {}, replace: true, resetScroll: false }), [navigate])
  const opened = draft.rules.find(({ id }) => id === ruleId)
  const add = () => {
    const id = crypto.randomUUID()
    draft.add([{ id, match: 'all', conditions: [{ kind: 'attribute', path: 'department', operator: 'is', values: [] }], gives: {} }])
    void navigate({ search: { rule: id }, resetScroll: false })
  }
  return (
    <Page
      title="Mapping rules"
      lead={<Lead set={set} />}
      above={<SettingsNav />}
      actions={
        query.data && (
          <>
            <PanelLink to="try" label="Try" />
            <PanelLink to="versions" label="Versions" />
            <PanelLink to="import" label="Paste a Switch expression" />
            <Button look={draft.changed ? 'plain' : 'primary'} onClick={add}>
              Add a rule
            </Button>
          </>
        )
      }
      inspector={
        opened ? (
          <RuleInspector key={opened.id} rule={opened} number={draft.rules.indexOf(opened) + 1} draft={draft} roles={roles} onClose={close} />
        ) : open === 'versions' ? (
          <RuleVersions draft={draft} onClose={close} />
        ) : open === 'try' ? (
          <TryInspector rules={draft.rules} roles={roles} onClose={close} />
        ) : null
      }
    >
      <Loaded query={query} shape={<Lines count={6} />}>
        {({ given }) => (
          <div className="@container">
            <div className={draft.changed ? 'grid items-start gap-x-12 gap-y-8 @4xl:grid-cols-2' : 'max-w-3xl'}>
              <div className="min-w-0">
                <Rules draft={draft} roles={roles} given={given} openedId={ruleId} />
              </div>
              {draft.changed && <RulesPreview draft={draft} />}
            </div>
            <AwaitedManagers />
          </div>
        )}
      </Loaded>
      {open === 'import' && <ImportExpression onRules={draft.add} onClose={close} />}
    </Page>
  )
}

const PanelLink = ({ to, label }: { to: 'try' | 'versions' | 'import'; label: string }) => (
  <Link from="/settings/mapping-rules" search={{ open: to }} resetScroll={false} className={buttonClass('quiet')}>
    {label}
  </Link>
)

const Lead = ({ set: { version, savedAt, savedBy, rules } }: { set: MappingRuleSet }) => (
  <>
    <p>What identity providers say of a person decides role, licence and manager. Of the rules that match, the first wins.</p>
    {savedAt !== null && (
      <p className="text-meta text-faint">
        Version {version}, {countOf(rules.length, 'rule')}, saved <Time at={savedAt} /> by {savedBy}
      </p>
    )}
  </>
)

const Rules = ({ draft, ...rest }: { draft: Draft; roles: RoleNames; given: Record<string, number>; openedId: string | undefined }) =>
  draft.rules.length > 0 ? (
    <RuleList draft={draft} {...rest} />
  ) : (
    <Empty title="No mapping rules.">
      <p>
        A rule says: when the department is Sales, the role is Rep (AE/Other). It looks at any attribute, claim or group that your identity provider sends, and
        holds for whoever is there and whoever comes.
      </p>
      <p>Until there is one, people have what your identity provider says itself, and the default otherwise: Rep (AE/Other), recorder.</p>
      <p>Do you have Switch expressions in Entra ID? Paste them, and they become rules.</p>
    </Empty>
  )

/** Managers who are named and not here yet. */
const AwaitedManagers = () => {
  const awaited = useQuery(awaitedManagersQuery).data?.items ?? []
  if (awaited.length === 0) return null
  return (
    <Section title="Managers who are not here yet" className="mt-8 max-w-3xl">
      <p className="mb-2 text-soft">People name them as their manager. Their teams form when they arrive.</p>
      <ul className="grid gap-1">
        {awaited.slice(0, 20).map(({ name, users }) => (
          <li key={name} className="flex flex-wrap justify-between gap-x-4">
            <span className="min-w-0 break-all">{name}</span>
            <span className="text-faint">named by {countOf(users, 'person', 'people')}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
