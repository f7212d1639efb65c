import type { ColumnType } from 'kysely'

export interface SettingsTables {
  settings: { name: string; value: ColumnType<unknown, string, string> }
}
