import { useQuery } from '@tanstack/react-query'
import type { Erasure } from '@rollcall/contract'
import { getRouteApi, Link } from '@tanstack/react-router'
import { erasureQuery } from '../../data/erasure.ts'
import { Button } from '../../ui/button.tsx'
import { Hash } from '../../ui/copyable.tsx'
import { download } from '../../ui/csv.ts'
import { BackIcon, DownloadIcon, PrintIcon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Fact, Facts, Section } from '../../ui/section.tsx'
import { toTheSecond } from '../../ui/time.tsx'
import { usePrintPage } from '../../ui/use-print-page.ts'
import { ErasureMark, modeWords } from '../vocabulary/erasure-words.tsx'
import { Printed } from '../vocabulary/printed.tsx'
import { Tallies } from '../vocabulary/tallies.tsx'

const route = getRouteApi('/shell/settings/erasures/$id')
const lookAgainMs = 2_000

/** An erasure while it runs, and its certificate afterwards: what went, what is left and why, what is to be done elsewhere. */
export const ErasurePage = () => {
  const { id } = route.useParams()
  const { print, printedAt } = usePrintPage()
  const query = useQuery({ ...erasureQuery(id), refetchInterval: ({ state }) => (state.data?.state === 'running' ? lookAgainMs : false) })
  const erasure = query.data
  return (
    <Page
      title="Certificate of erasure"
      lead={
        erasure && (
          <p className="flex flex-wrap items-baseline gap-x-3">
            <ErasureMark erasure={erasure} />
            <span>{erasure.detail}</span>
          </p>
        )
      }
      above={
        <Link to="/settings/erasures" className="screen-only mb-3 inline-flex items-center gap-1.5 rounded-small text-faint hover:text-ink">
          <BackIcon /> Erasure and holds
        </Link>
      }
      actions={
        erasure?.certificate && (
          <>
            <Button look="quiet" onClick={print}>
              <PrintIcon /> Print
            </Button>
            <Button look="primary" onClick={() => download(`erasure-${id}.json`, JSON.stringify(erasure.certificate, null, 2))}>
              <DownloadIcon /> Certificate
            </Button>
          </>
        )
      }
    >
      <Loaded query={query}>{loaded => <Certificate erasure={loaded} printedAt={printedAt} />}</Loaded>
    </Page>
  )
}

const Certificate = ({ erasure, printedAt }: { erasure: Erasure; printedAt: string | null }) => {
  const { certificate } = erasure
  return (
    <div className="max-w-3xl">
      <Printed at={printedAt} />
      <Section title="What was asked">
        <Facts>
          <Fact term="By">{erasure.requestedBy}</Fact>
          <Fact term="Asked for">{toTheSecond(erasure.requestedAt)}</Fact>
          <Fact term="Ended">{erasure.endedAt ? toTheSecond(erasure.endedAt) : 'Not yet'}</Fact>
          <Fact term="What they said">{modeWords[erasure.mode]}</Fact>
          {certificate && (
            <>
              <Fact term="Subject">
                {certificate.subject.map(hash => (
                  <Hash key={hash} value={hash} label="the salted hash of an address" />
                ))}
              </Fact>
              <Fact term="SHA-256">
                <Hash value={certificate.sha256} label="the hash of this certificate" />
              </Fact>
            </>
          )}
        </Facts>
      </Section>
      <Section title="What went">
        {erasure.tallies.length === 0 && <p className="text-soft">Nothing{certificate ? ' was known of them' : ' yet'}.</p>}
        <Tallies tallies={erasure.tallies} />
      </Section>
      {certificate && (
        <Section title="What is left, and why">
          {certificate.holds.map(sentence => (
            <p key={sentence}>{sentence}</p>
          ))}
          {certificate.left.length === 0 ? (
            <p>Nothing. Every text of every table was searched at the end.</p>
          ) : (
            <Tallies tallies={certificate.left.map(({ table, rows, because }) => ({ table, rows, what: because }))} />
          )}
        </Section>
      )}
      <Section title="To be done by a person">
        {erasure.tasks.length === 0 && <p className="text-soft">Nothing is known to be in another system.</p>}
        <ul>
          {erasure.tasks.map(({ system, record, url, what }, index) => (
            <li key={index} className="border-b border-line py-1.5 break-words">
              {system}:{' '}
              {url ? (
                <a href={url} className="text-accent hover:underline">
                  {record}
                </a>
              ) : (
                <span className="font-mono text-meta">{record}</span>
              )}
              <span className="block text-meta text-faint">{what}</span>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  )
}
