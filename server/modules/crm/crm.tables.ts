import type { Generated } from 'kysely'

/** What every record of a CRM has here. `gone_at`: a later complete read no longer held it. */
interface Imported {
  id: Generated<string>
  connection_id: string
  external_id: string
  name: string
  read_id: string
  gone_at: Date | null
}

export interface CrmTables {
  crm_accounts: Imported & { domains: string[]; owner_external_id: string | null }
  crm_contacts: Imported & { email: string | null; title: string | null; account_external_id: string | null }
  crm_opportunities: Imported & {
    account_external_id: string | null
    owner_external_id: string | null
    open: boolean
    stage: string | null
    /** A calendar day: `2026-11-22`. */
    close_date: string | null
    amount: number | null
  }
  crm_users: Imported & { user_name: string; email: string | null; active: boolean }
}
