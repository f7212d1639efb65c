import { getRouteApi, Link } from '@tanstack/react-router'
import { useCallback } from 'react'
import { readAllAudit } from '../../data/audit.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { download, toCsv } from '../../ui/csv.ts'
import { SearchField } from '../../ui/filter.tsx'
import { DownloadIcon } from '../../ui/icons.tsx'
import { Page } from '../../ui/page.tsx'
import { sayTrouble } from '../../ui/toasts.tsx'
import { useTyped } from '../../ui/use-typed.ts'
import { ActionLog, actionCsv } from './action-log.tsx'
import { VerifyChain } from './verify-chain.tsx'

const route = getRouteApi('/shell/audit')

/** What was done here by anyone, chained for good. */
export const AuditPage = () => {
  const { q } = route.useSearch()
  const navigate = route.useNavigate()
  const search = useCallback((text: string) => void navigate({ search: { q: text || undefined }, replace: true }), [navigate])
  const [typed, setTyped] = useTyped(q ?? '', search)
  const exportAll = () =>
    readAllAudit({ q })
      .then(rows => download('audit.csv', toCsv(rows, actionCsv)))
      .catch((error: Error) => sayTrouble(error.message))
  return (
    <Page
      title="Audit"
      lead={
        <>
          Nothing here can be changed or removed without the chain showing it. What identity providers asked is under{' '}
          <Link to="/settings/provisioning" className="underline">
            Provisioning
          </Link>
          .
        </>
      }
      actions={
        <>
          <Button look="quiet" onClick={() => void exportAll()}>
            <DownloadIcon /> Export
          </Button>
          <Link to="/audit/evidence-packs" className={buttonClass()}>
            Evidence packs
          </Link>
          <VerifyChain />
        </>
      }
    >
      <search className="mb-4 flex flex-wrap items-center gap-2">
        <SearchField label="Search actions, people and subjects" value={typed} onChange={setTyped} className="w-full sm:w-80" />
      </search>
      <ActionLog q={q} onClear={() => search('')} />
    </Page>
  )
}
