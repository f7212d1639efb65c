export interface IdempotencyTables {
  idempotency_keys: { actor: string; key: string; fingerprint: string; claimed_at: Date; status: number | null; answer: string | null }
}
