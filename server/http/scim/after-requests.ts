import type { Context } from '../../context.ts'
import { sentenceOf } from '../../errors.ts'
import * as directory from '../../modules/directory/index.ts'

const waitMilliseconds = 200
const mostWaiting = 1000

/**
 * What follows a request but need not be waited for: its line in the provisioning log and its entry in the audit log, both written for many
 * requests at once.
 */
export function openAfterRequests(ctx: Context) {
  let waiting: directory.LoggedRequest[] = []
  let timer: NodeJS.Timeout | null = null
  let working: Promise<void> = Promise.resolve()

  const flush = (): Promise<void> => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const requests = waiting
    waiting = []
    working = working
      .then(() => write(ctx, requests))
      .catch((thrown: unknown) => ctx.log.error({ err: thrown }, `the provisioning log was not written: ${sentenceOf(thrown)}`))
    return working
  }
  return {
    add(request: directory.LoggedRequest): void {
      waiting.push(request)
      if (waiting.length >= mostWaiting) void flush()
      else timer ??= setTimeout(() => void flush(), waitMilliseconds)
    },
    flush,
  }
}

async function write(ctx: Context, requests: readonly directory.LoggedRequest[]): Promise<void> {
  if (requests.length > 0) await directory.logRequests(ctx, requests)
  await directory.tellAudit(ctx)
}
