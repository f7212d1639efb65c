import { Copyable } from '../../ui/copyable.tsx'
import { Section } from '../../ui/section.tsx'

const sample = `import { Webhook } from 'standardwebhooks'

// body: the raw text of the request, before any parsing
const event = new Webhook(process.env.ROLLCALL_SECRET).verify(body, headers)`

/** How a receiver proves that a request came from here. */
export const VerifySample = () => (
  <Section title="Verify the signature" aside={<Copyable value={sample} shown="Copy" label="the sample" />}>
    <p className="mb-2 text-soft">
      Requests follow Standard Webhooks; there are libraries for most languages. Answer 2xx once you have kept the event, and pass over a webhook-id that you
      have seen.
    </p>
    <pre className="rounded-base bg-rail p-3 text-meta break-words whitespace-pre-wrap">{sample}</pre>
  </Section>
)
