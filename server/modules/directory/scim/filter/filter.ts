export type Operator = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le'
export type Literal = string | number | boolean | null

/** A filter of RFC 7644, section 3.4.2.2, as it was written: paths are not looked up yet. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }
  | { readonly kind: 'compare'; readonly path: string; readonly operator: Operator; readonly value: Literal }
  | { readonly kind: 'present'; readonly path: string }
  /** `emails[type eq "work"]`: one element of a list satisfies all of it. */
  | { readonly kind: 'element'; readonly path: string; readonly filter: Filter }

/** `emails[type eq "work"].value`, the path of a PATCH operation (RFC 7644, section 3.5.2). */
export interface PatchPath {
  readonly path: string
  readonly filter: Filter | null
  readonly sub: string | null
}
