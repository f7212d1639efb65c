import type { Metric } from '@rollcall/contract'
import { clock, percent, stretch } from '../../ui/numbers.ts'
import { Section } from '../../ui/section.tsx'
import type { Jump } from './use-jump.ts'

const valueOf = ({ value, unit }: Metric): string => {
  if (value === null) return '–'
  if (unit === 'share') return percent(value)
  return unit === 'seconds' ? stretch(value) : `${value.toFixed(1)} per minute`
}

/** Measures of the call; each opens to its formula and the stretches it was taken from. */
export const MetricsSection = ({ metrics, jump }: { metrics: readonly Metric[]; jump: Jump }) =>
  metrics.length > 0 && (
    <Section title="Measures">
      <div className="grid">
        {metrics.map(metric => (
          <details key={metric.id} className="group -mx-2 rounded-base px-2 open:bg-rail open:pb-2">
            <summary className="flex list-none items-baseline justify-between gap-4 rounded-base py-1.5 [&::-webkit-details-marker]:hidden">
              <span className="underline decoration-line decoration-dotted underline-offset-3 group-open:no-underline">{metric.name}</span>
              <span className="font-strong tabular-nums">{valueOf(metric)}</span>
            </summary>
            <p className="text-meta text-soft">{metric.missing ?? metric.formula}</p>
            {metric.spans.length > 0 && (
              <p className="mt-1 flex flex-wrap gap-x-3">
                {metric.spans.map(({ start, end, speaker }) => (
                  <button
                    key={start}
                    type="button"
                    onClick={() => jump.toTime(start, speaker)}
                    className="rounded-small text-meta text-accent tabular-nums hover:underline"
                  >
                    {clock(start)} to {clock(end)}
                  </button>
                ))}
              </p>
            )}
          </details>
        ))}
      </div>
    </Section>
  )
