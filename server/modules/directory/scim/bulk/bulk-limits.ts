/** What one Bulk request may hold. */
export const bulkLimits = { operations: 1000, bytes: 5 * 1024 * 1024 } as const
