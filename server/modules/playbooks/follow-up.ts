import type { MigrationPlaybook } from '@rollcall/contract'
import { dayIn } from '../../zone.ts'

interface AboutPerson<Kind extends string> {
  readonly kind: Kind
  readonly personId: string
  readonly dueAt: Date
}

/** A plan that is drafted when its time has come: the way back from leave, an erasure after the retention, a contract that ends, an app that was replaced. */
export type FollowUp =
  | AboutPerson<'return'>
  | AboutPerson<'erasure'>
  | AboutPerson<'contract_end'>
  | { readonly kind: 'switch_off'; readonly migration: MigrationPlaybook; readonly dueAt: Date }

const words: Record<FollowUp['kind'], string> = {
  return: 'The plan that gives everything back',
  erasure: 'The plan that asks for erasure',
  contract_end: 'The plan for the end of the contract',
  switch_off: 'The plan that switches the first app off, for everybody who has the second,',
}

/** The day is named as it is where it is meant. */
export const inWords = ({ kind, dueAt }: FollowUp, zone: string): string => `${words[kind]} is drafted on ${dayIn(zone, dueAt)} and waits for approval.`
