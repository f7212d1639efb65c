/** A plan that is drafted when its time has come: the way back from leave, an erasure after the retention, a contract that ends. */
export interface FollowUp {
  readonly kind: 'return' | 'erasure' | 'contract_end'
  readonly personId: string
  readonly dueAt: Date
}

const words: Record<FollowUp['kind'], string> = {
  return: 'The plan that gives everything back is drafted on',
  erasure: 'The requests for erasure are drafted on',
  contract_end: 'The plan for the end of the contract is drafted on',
}

export const inWords = ({ kind, dueAt }: FollowUp): string => `${words[kind]} ${dueAt.toISOString().slice(0, 10)} and wait for approval.`
