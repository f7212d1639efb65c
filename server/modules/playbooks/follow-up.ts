/** A plan that is drafted when its time has come: the way back from leave, an erasure after the retention, a contract that ends. */
export interface FollowUp {
  readonly kind: 'return' | 'erasure' | 'contract_end'
  readonly personId: string
  readonly dueAt: Date
}

const words: Record<FollowUp['kind'], string> = {
  return: 'The plan that gives everything back',
  erasure: 'The plan that asks for erasure',
  contract_end: 'The plan for the end of the contract',
}

export const inWords = ({ kind, dueAt }: FollowUp): string => `${words[kind]} is drafted on ${dueAt.toISOString().slice(0, 10)} and waits for approval.`
