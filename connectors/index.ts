import type { Connector } from './kit/index.ts'

/** One line per vendor. */
export const connectors: readonly Connector[] = []
