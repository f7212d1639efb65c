import { useMutation, useQueryClient } from '@tanstack/react-query'
import {
  createWebhook,
  deleteWebhook,
  listEventTypes,
  listWebhookDeliveries,
  listWebhooks,
  readWebhookDelivery,
  renewWebhookSecret,
  replayWebhook,
  testWebhook,
  updateWebhook,
  type Ask,
} from '@rollcall/contract'
import { call } from './client.ts'
import { reading } from './reading.ts'

export const eventTypesQuery = { ...reading('catalogue', listEventTypes, {}), staleTime: Infinity }
export const webhooksQuery = reading('webhooks', listWebhooks, {})
export const webhookDeliveriesQuery = (id: string) => reading('webhooks', listWebhookDeliveries, { params: { id }, query: { limit: 50 } })
export const webhookDeliveryQuery = (id: string, deliveryId: string) => reading('webhooks', readWebhookDelivery, { params: { id, deliveryId } })

const useChange = <Given, Got>(mutationFn: (given: Given) => Promise<Got>) => {
  const queryClient = useQueryClient()
  return useMutation({ mutationFn, onSettled: () => queryClient.invalidateQueries({ queryKey: ['webhooks'] }) })
}

/** The secret is in this reply and nowhere else. */
export const useCreateWebhook = () => useChange((body: Ask<typeof createWebhook>['body']) => call(createWebhook, { body }))
export const useUpdateWebhook = () =>
  useChange(({ id, ...body }: Ask<typeof updateWebhook>['body'] & { id: string }) => call(updateWebhook, { params: { id }, body }))
export const useDeleteWebhook = () => useChange((id: string) => call(deleteWebhook, { params: { id } }))
export const useRenewWebhookSecret = () =>
  useChange(({ id, oldEndsAt }: { id: string; oldEndsAt: string }) => call(renewWebhookSecret, { params: { id }, body: { oldEndsAt } }))
export const useTestWebhook = () => useChange((id: string) => call(testWebhook, { params: { id } }))
export const useReplayWebhook = () =>
  useChange(({ id, ...body }: { id: string } & ({ from: string } | { eventIds: string[] })) => call(replayWebhook, { params: { id }, body }))
