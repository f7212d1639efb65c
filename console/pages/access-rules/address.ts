import { oneOf, text } from '../../ui/address.ts'

export const accessRulesSearch = (
  raw: Record<string, unknown>,
): { rule?: string | undefined; exception?: string | undefined; open?: 'versions' | undefined } => ({
  rule: text(raw.rule),
  exception: text(raw.exception),
  open: oneOf(raw.open, ['versions']),
})
