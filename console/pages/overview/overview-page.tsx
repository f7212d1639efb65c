import { useQuery } from '@tanstack/react-query'
import type { Overview } from '@rollcall/contract'
import { overviewQuery } from '../../data/overview.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { count, countOf } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { DeprovisioningTimes } from './deprovisioning-times.tsx'
import { Figures } from './figures.tsx'
import { FindingsByAge } from './findings-by-age.tsx'
import { FirstSteps, hasBegun } from './first-steps.tsx'
import { OverviewShape } from './overview-shape.tsx'
import { Waiting, waitingIn } from './waiting.tsx'
import { Waste } from './waste.tsx'

/** How the company stands, what needs somebody, and how it came to be so. */
export const OverviewPage = () => {
  const query = useQuery(overviewQuery)
  return (
    <Page title="Overview" lead={query.data && leadOf(query.data)}>
      <Loaded query={query} shape={<OverviewShape />}>
        {overview =>
          hasBegun(overview) ? (
            <>
              <Figures overview={overview} />
              <div className="mt-8 grid gap-x-14 xl:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
                <div className="min-w-0">
                  <Waiting overview={overview} />
                  <FindingsByAge findings={overview.findings} />
                </div>
                <div className="min-w-0">
                  <DeprovisioningTimes times={overview.deprovisioning} />
                  <Waste waste={overview.waste} />
                </div>
              </div>
            </>
          ) : (
            <FirstSteps overview={overview} />
          )
        }
      </Loaded>
    </Page>
  )
}

const leadOf = (overview: Overview): string => {
  if (!hasBegun(overview)) return 'Who has access, who should not, and what waits for somebody. It begins with two connections.'
  const waiting = waitingIn(overview).length
  const { open } = overview.findings
  const findings = open === 0 ? 'Everything that was read is in step' : `${count(open)} ${open === 1 ? 'thing is' : 'things are'} out of step`
  return `${findings}, and ${waiting === 0 ? 'nothing waits for you' : `${countOf(waiting, 'thing')} ${waiting === 1 ? 'needs' : 'need'} somebody`}.`
}
