import { text } from '../../ui/address.ts'

const panels = ['try', 'versions', 'import'] as const

export const mappingRulesSearch = (raw: Record<string, unknown>): { rule?: string | undefined; open?: (typeof panels)[number] | undefined } => ({
  rule: text(raw.rule),
  open: panels.find(panel => panel === raw.open),
})
