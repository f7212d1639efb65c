import { Link } from '@tanstack/react-router'
import type { IdentityProvider } from '@rollcall/contract'
import { Table, type Column } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { domainWords, lastCertificate, ProviderMark } from './provider-words.tsx'

const columns: Column<IdentityProvider>[] = [
  {
    id: 'name',
    head: 'Provider',
    className: 'lg:whitespace-nowrap',
    cell: provider => (
      <div className="grid gap-0.5">
        <Link from="/settings/identity-providers" search={{ provider: provider.id }} resetScroll={false} data-row-link className="row-link font-strong">
          {provider.name}
        </Link>
        <span className="sm:hidden">
          <ProviderMark provider={provider} />
        </span>
      </div>
    ),
  },
  { id: 'state', head: 'State', from: 'sm', cell: provider => <ProviderMark provider={provider} /> },
  { id: 'domains', head: 'Answers for', from: 'md', className: 'w-full', cell: provider => <span className="text-soft">{domainWords(provider)}</span> },
  {
    id: 'certificate',
    head: 'Certificate until',
    from: 'lg',
    className: 'whitespace-nowrap',
    cell: provider => {
      const certificate = lastCertificate(provider)
      return certificate && <Time at={certificate.notAfter} className="text-faint" />
    },
  },
  {
    id: 'last',
    head: 'Last sign-in',
    from: 'md',
    className: 'whitespace-nowrap',
    cell: ({ lastSignInAt }) => (lastSignInAt ? <Time at={lastSignInAt} className="text-faint" /> : <span className="text-faint">Never</span>),
  },
]

/** What the details say as well: left out while they are open beside the table. */
const inDetails = new Set(['certificate', 'last'])

export const ProviderTable = ({ providers, openedId }: { providers: readonly IdentityProvider[]; openedId: string | undefined }) => (
  <Table
    caption="Identity providers"
    columns={columns.filter(({ id }) => openedId === undefined || !inDetails.has(id))}
    rows={providers}
    keyOf={({ id }) => id}
    isCurrent={({ id }) => id === openedId}
  />
)
