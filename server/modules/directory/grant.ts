/** Who gave a user a role, a licence or a manager, the strongest last. */
export const grantSources = ['default', 'manual', 'jit', 'scim', 'pinned'] as const
export type GrantSource = (typeof grantSources)[number]

/** Whether a grant from `by` replaces one from `present`: SCIM before JIT before manual, and nothing but a person unpins what is pinned. */
export const mayReplace = (present: GrantSource, by: GrantSource): boolean => grantSources.indexOf(by) >= grantSources.indexOf(present)
