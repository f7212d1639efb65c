import type { Config } from '../../config.ts'
import { Refused, sentenceOf } from '../../errors.ts'
import type { BriefEngine } from './brief.ts'
import { extractiveBrief } from './extractive-brief.ts'
import { openAiBrief } from './openai-brief.ts'

/** A small model on the operator's own machine takes its time over a long call. */
const patienceMilliseconds = 120_000

/** The engine the operator configured; without one, briefs are made here, offline. */
export const briefEngineOf = ({ brief }: Config): BriefEngine =>
  brief === null ? extractiveBrief : openAiBrief({ baseUrl: brief.url, apiKey: brief.key, model: brief.model, postJson })

async function postJson(url: string, headers: Record<string, string>, body: unknown): Promise<unknown> {
  const { host } = new URL(url)
  try {
    const reply = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMilliseconds),
    })
    if (!reply.ok) throw new Refused('vendor_refused', `The model at ${host} refused the request (HTTP ${reply.status}).`)
    return await reply.json()
  } catch (cause) {
    throw cause instanceof Refused ? cause : new Refused('vendor_unreachable', `The model at ${host} gave no whole answer: ${sentenceOf(cause)}.`, { cause })
  }
}
