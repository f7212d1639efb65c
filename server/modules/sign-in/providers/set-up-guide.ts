export interface GuideStep<Own extends string> {
  readonly text: string
  /** What is filled in there: the field's name at the provider, and its value or which of our addresses it is. */
  readonly values?: readonly (readonly [field: string, value: string | { readonly own: Own }])[]
}

/** Steps with the addresses of this workspace in them. */
export const filledIn = <Own extends string>(steps: readonly GuideStep<Own>[], own: Readonly<Record<Own, string>>) =>
  steps.map(({ text, values = [] }) => ({
    text,
    values: values.map(([field, value]) => ({ field, value: typeof value === 'string' ? value : own[value.own] })),
  }))
