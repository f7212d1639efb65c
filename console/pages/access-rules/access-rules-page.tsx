import { useQuery } from '@tanstack/react-query'
import type { AccessRules, AccessRuleSet } from '@rollcall/contract'
import { useState } from 'react'
import { accessRulesQuery } from '../../data/access-rules.ts'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty, Lines } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { SettingsNav } from '../settings/settings-nav.tsx'
import { RulesEffect } from './rules-effect.tsx'
import { RulesShown } from './rules-shown.tsx'
import { RulesText } from './rules-text.tsx'

/** Who should have which app: as it is in force, as text to edit, and what a draft would do. */
export const AccessRulesPage = () => {
  const query = useQuery(accessRulesQuery)
  const [writing, setWriting] = useState(false)
  const [draft, setDraft] = useState<AccessRules | null>(null)
  const end = () => {
    setDraft(null)
    setWriting(false)
  }
  return (
    <Page
      title="Access rules"
      lead={<Lead set={query.data} />}
      above={<SettingsNav />}
      actions={
        query.data &&
        !writing && (
          <Button look="primary" onClick={() => setWriting(true)}>
            Edit the rules
          </Button>
        )
      }
    >
      <Loaded query={query} shape={<Lines count={6} />}>
        {set =>
          writing ? (
            <>
              <RulesText rules={set} onChange={setDraft} onCancel={end} />
              {draft && <RulesEffect document={draft} onSaved={end} />}
            </>
          ) : isNothing(set) ? (
            <Empty title="No access rules.">
              A rule says who should have an app, by department, title, manager or group, and in which role. What differs from it is a finding. Write them here,
              or keep them in a file: <code>rollcall rules plan rules.yaml</code> shows what it would change.
            </Empty>
          ) : (
            <RulesShown set={set} />
          )
        }
      </Loaded>
    </Page>
  )
}

const isNothing = ({ rules, closed, exceptions }: AccessRules): boolean => rules.length + closed.length + exceptions.length === 0

const Lead = ({ set }: { set: AccessRuleSet | undefined }) =>
  set?.savedAt ? (
    <>
      Who should have which app. Version {set.version}, saved <Time at={set.savedAt} /> by {set.savedBy}.
    </>
  ) : (
    'Who should have which app, role, licence and groups.'
  )
