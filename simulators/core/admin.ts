import type { FastifyInstance } from 'fastify'
import { acts } from './misbehaviour.ts'
import type { Misbehaviour } from './misbehaviour.ts'
import type { LoggedRequest } from './request-log.ts'

/** What a test or a person asks of a stand-in over HTTP, apart from what the vendor's API offers. */
export const adminPath = '/__simulator'

type Controls = { tell: (misbehaviour: Misbehaviour) => void; forget: () => void; reset: () => void; requests: () => readonly LoggedRequest[] }

/** `POST misbehaviours {act, path?, method?, times?, after?}`, `DELETE misbehaviours`, `POST reset`, `GET requests`. */
export const admin = (app: FastifyInstance, { tell, forget, reset, requests }: Controls): void => {
  const schema = {
    body: {
      type: 'object',
      required: ['act'],
      additionalProperties: false,
      properties: {
        act: { enum: acts },
        path: { type: 'string' },
        method: { type: 'string' },
        times: { type: 'integer', minimum: 1 },
        after: { type: 'integer', minimum: 0 },
      },
    },
  }
  app.post<{ Body: Misbehaviour }>(`${adminPath}/misbehaviours`, { schema }, async ({ body }) => {
    tell(body)
    return { done: true }
  })
  app.delete(`${adminPath}/misbehaviours`, async () => {
    forget()
    return { done: true }
  })
  app.post(`${adminPath}/reset`, async () => {
    reset()
    return { done: true }
  })
  app.get(`${adminPath}/requests`, async () => ({ items: requests() }))
}
