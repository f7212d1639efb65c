import { useQuery } from '@tanstack/react-query'
import type { PlanCertificate } from '@rollcall/contract'
import { getRouteApi, Link } from '@tanstack/react-router'
import { certificateQuery } from '../../data/evidence-packs.ts'
import { Button } from '../../ui/button.tsx'
import { Hash } from '../../ui/copyable.tsx'
import { download } from '../../ui/csv.ts'
import { BackIcon, DownloadIcon, PrintIcon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { Fact, Facts, Section } from '../../ui/section.tsx'
import { toTheSecond } from '../../ui/time.tsx'
import { usePrintPage } from '../../ui/use-print-page.ts'
import { ConsolePictures } from '../vocabulary/console-pictures.tsx'
import { actionWords, routeWords, StepMark } from '../vocabulary/roll-words.tsx'
import { Printed } from '../vocabulary/printed.tsx'

const route = getRouteApi('/shell/plans/$id/certificate')

/** What was verified of a plan, how, and how long it took; what was not is said as plainly. Printed or kept as JSON. */
export const CertificatePage = () => {
  const { id } = route.useParams()
  const { print, printedAt } = usePrintPage()
  const query = useQuery(certificateQuery(id))
  const certificate = query.data
  return (
    <Page
      title="Certificate"
      lead={certificate?.title}
      above={
        <Link to="/plans/$id" params={{ id }} className="screen-only mb-3 inline-flex items-center gap-1.5 rounded-small text-faint hover:text-ink">
          <BackIcon /> The plan
        </Link>
      }
      actions={
        certificate && (
          <>
            <Button look="quiet" onClick={print}>
              <PrintIcon /> Print
            </Button>
            <Button look="primary" onClick={() => download(`certificate-${id}.json`, JSON.stringify(certificate, null, 2))}>
              <DownloadIcon /> Certificate
            </Button>
          </>
        )
      }
    >
      <Loaded query={query}>{loaded => <Certificate certificate={loaded} printedAt={printedAt} />}</Loaded>
    </Page>
  )
}

const Certificate = ({ certificate, printedAt }: { certificate: PlanCertificate; printedAt: string | null }) => {
  return (
    <div className="max-w-3xl">
      <Printed at={printedAt} />
      <Section title="From deactivation to the last account verified">
        <ul className="grid gap-4">
          {certificate.people.map(({ personId, name, sentence, deactivatedAt, deactivatedIn, lastVerifiedAt, minutes }) => (
            <li key={personId ?? name} className="grid gap-1.5">
              <p className="font-serif text-read">{sentence}</p>
              <Facts>
                <Fact term="Deactivated">{deactivatedAt ? `${toTheSecond(deactivatedAt)} in ${deactivatedIn ?? ''}` : 'No identity provider says when'}</Fact>
                <Fact term="Last verified">{lastVerifiedAt ? toTheSecond(lastVerifiedAt) : 'Nothing was verified yet'}</Fact>
                <Fact term="Minutes">{minutes ?? 'Not certified'}</Fact>
              </Facts>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="What was not verified">
        {certificate.notVerified.length === 0 ? (
          <p>Nothing: every step was seen to hold.</p>
        ) : (
          <ul className="grid gap-1.5">
            {certificate.notVerified.map(sentence => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="Steps">
        <ol>
          {certificate.steps.map(step => (
            <li key={step.order} className="grid gap-1 border-b border-line py-2.5 break-inside-avoid">
              <p className="flex flex-wrap items-baseline justify-between gap-x-4">
                <span className="font-strong">
                  {actionWords[step.action]} {step.accountName} in {step.connectionName}
                </span>
                <StepMark state={step.state} />
              </p>
              <p className="text-soft">{step.how}</p>
              <p className="text-meta text-faint">
                {routeWords[step.route]}
                {step.at && `, ${toTheSecond(step.at)}`}
                {`, ${countOf(step.evidence.length, 'piece')} of evidence`}
              </p>
              <ConsolePictures app={step.connectionName} screenshots={step.evidence.flatMap(({ screenshots }) => screenshots ?? [])} />
            </li>
          ))}
        </ol>
      </Section>
      <Section title="Hashes">
        <Facts>
          <Fact term="Plan">
            <Hash value={certificate.hash} label="the hash of the plan" />
            {!certificate.hashHolds && <span className="block text-warm">Words of it were erased since, so that it cannot be computed again.</span>}
          </Fact>
          {certificate.approvals.map(({ by, at }) => (
            <Fact key={by} term="Approved">
              {by}, {toTheSecond(at)}
            </Fact>
          ))}
          <Fact term="Issued">
            {toTheSecond(certificate.issuedAt)} to {certificate.issuedBy}
          </Fact>
          <Fact term="Certificate">
            <Hash value={certificate.sha256} label="the hash of this certificate" />
          </Fact>
        </Facts>
      </Section>
    </div>
  )
}
