import type { SamlSetUp } from '@rollcall/contract'
import { Copyable } from '../../ui/copyable.tsx'

/** What is done at the provider, step by step, with every value to copy. */
export const SetUpSteps = ({ guide }: { guide: Pick<SamlSetUp['guides'][number], 'steps'> }) => (
  <ol className="grid list-decimal grid-cols-1 gap-4 pl-5">
    {guide.steps.map(({ text, values }) => (
      <li key={text}>
        {text}
        {values.length > 0 && (
          <dl className="mt-2 grid grid-cols-1 gap-x-4 gap-y-1 sm:grid-cols-[minmax(10rem,auto)_1fr]">
            {values.map(({ field, value }) => (
              <div key={field} className="contents">
                <dt className="text-meta text-faint">{field}</dt>
                <dd className="min-w-0">
                  <Copyable value={value} label={field} />
                </dd>
              </div>
            ))}
          </dl>
        )}
      </li>
    ))}
  </ol>
)
