/** What the shared suite needs of a stand-in vendor; the simulators have it. */
export type StandIn = {
  readonly url: string
  readonly requests: readonly { method: string; path: string; query: Record<string, string>; body: unknown; status: number }[]
  misbehave(misbehaviour: { act: Act; path?: string; method?: string; times?: number; after?: number }): void
  reset(): void
  close(): Promise<void>
}

type Act =
  | 'limit'
  | 'limit_without_reset'
  | 'server_error'
  | 'unauthorized'
  | 'forbidden'
  | 'html'
  | 'half_a_body'
  | 'stall'
  | 'malformed_row'
  | 'repeat_page'
  | 'drop_half_the_rows'
  | 'accept_and_not_do'
  | 'do_but_time_out'
