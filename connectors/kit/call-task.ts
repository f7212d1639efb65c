import type { DeliveryPreview } from '@rollcall/contract'

/** A finished conversation, as a CRM keeps it in its activity list (CG-15). Vendor-neutral. */
export type CallTask = {
  /** One key for one conversation at one destination: whatever is retried, one record holds it. */
  deliveryKey: string
  subject: string
  description: string
  callUrl: string
  /** RFC 3339. */
  startedAt: string
  durationSeconds: number
  direction: 'inbound' | 'outbound' | 'internal'
  /** The owner in the CRM; `ownerExternalId` wins, an address is looked up, neither leaves the integration user as owner. */
  ownerEmail: string | null
  ownerExternalId: string | null
  /** The account or deal, by the CRM's own id. */
  whatId: string | null
  /** The contact, by the CRM's own id. */
  whoId: string | null
  /** The type it is created with; `Call` unless told (CG-20). Never written again after. */
  type?: string
  /** What the last delivery of this key wrote, field by field; null when none did. What somebody changed since is left alone. */
  lastWritten: Record<string, string | null> | null
}

export type CallTaskWritten = {
  effect: 'created' | 'updated' | 'nothing'
  remoteId: string
  remoteUrl: string
  /** Field by field what this and earlier deliveries wrote: keep it, and give it as `lastWritten` next time. */
  written: Record<string, string | null>
}

/** Exactly what `upsertCallTask` would write now. */
export type CallTaskPreview = Pick<DeliveryPreview, 'effect' | 'object' | 'fields' | 'reason'>
