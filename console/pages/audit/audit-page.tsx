import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { readAllAudit, readAllProvisioning } from '../../data/audit.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { download, toCsv } from '../../ui/csv.ts'
import { FilterSelect, SearchField } from '../../ui/filter.tsx'
import { DownloadIcon } from '../../ui/icons.tsx'
import { Page } from '../../ui/page.tsx'
import { sayTrouble } from '../../ui/toasts.tsx'
import { useTyped } from '../../ui/use-typed.ts'
import { ActionLog, actionCsv } from './action-log.tsx'
import type { AuditSearch } from './address.ts'
import { clientWords, ProvisioningLog, provisioningCsv } from './provisioning-log.tsx'
import { VerifyChain } from './verify-chain.tsx'

const route = getRouteApi('/shell/audit')
const logs = [
  ['actions', 'What was done'],
  ['provisioning', 'Provisioning requests'],
] as const
const clients = Object.entries(clientWords) as [keyof typeof clientWords, string][]

/** Two logs: what was done here by anyone, chained for good, and what identity providers asked for lately. */
export const AuditPage = () => {
  const { log, q, client, refused } = route.useSearch()
  const navigate = route.useNavigate()
  const change = useCallback((part: AuditSearch) => void navigate({ search: before => ({ ...before, ...part }), replace: true }), [navigate])
  const clear = useCallback(() => void navigate({ search: { log }, replace: true }), [navigate, log])
  const [typed, setTyped] = useTyped(
    q ?? '',
    useCallback(text => change({ q: text || undefined }), [change]),
  )
  const exportAll = () =>
    (log === 'provisioning'
      ? readAllProvisioning({ q, client, refused }).then(rows => download('provisioning.csv', toCsv(rows, provisioningCsv)))
      : readAllAudit({ q }).then(rows => download('audit.csv', toCsv(rows, actionCsv)))
    ).catch((error: Error) => sayTrouble(error.message))
  return (
    <Page
      title="Audit"
      lead={
        log
          ? 'What identity providers asked of Rollcall’s own users, and what was made of it.'
          : 'Nothing here can be changed or removed without the chain showing it.'
      }
      actions={
        <>
          <Button look="quiet" onClick={() => void exportAll()}>
            <DownloadIcon /> Export
          </Button>
          {!log && <VerifyChain />}
        </>
      }
    >
      <search className="mb-4 flex flex-wrap items-center gap-2">
        <SearchField
          label={log ? 'Search paths and bodies' : 'Search actions, people and subjects'}
          value={typed}
          onChange={setTyped}
          className="w-full sm:w-80"
        />
        <div className="filter-strip">
          <Choice
            label="Log"
            options={logs}
            value={log ?? 'actions'}
            onChange={chosen => void navigate({ search: chosen === 'actions' ? {} : { log: chosen }, replace: true })}
          />
          {log && (
            <>
              <FilterSelect label="From" any="Any client" options={clients} value={client} onChange={one => change({ client: one })} />
              <FilterSelect label="Outcome" any="Any outcome" options={[['true', 'Refused']]} value={refused} onChange={one => change({ refused: one })} />
            </>
          )}
        </div>
      </search>
      {log ? <ProvisioningLog question={{ q, client, refused }} onClear={clear} /> : <ActionLog q={q} onClear={clear} />}
    </Page>
  )
}
