import type { AuditTables } from '../modules/audit/audit.tables.ts'
import type { ConnectionTables } from '../modules/connections/connection.tables.ts'
import type { ConsoleTables } from '../modules/consoles/screenshot.tables.ts'
import type { EngagementTables } from '../modules/conversations/engagement.tables.ts'
import type { TrackerTables } from '../modules/conversations/tracker.tables.ts'
import type { HandOverTables } from '../modules/conversations/hand-over.tables.ts'
import type { CrmTables } from '../modules/crm/crm.tables.ts'
import type { DeliveryTables } from '../modules/deliveries/delivery.tables.ts'
import type { DirectoryTables } from '../modules/directory/directory.tables.ts'
import type { IdempotencyTables } from '../modules/idempotency/idempotency.tables.ts'
import type { EvidencePackTables } from '../modules/evidence-packs/pack.tables.ts'
import type { HoldTables } from '../modules/holds/holds.tables.ts'
import type { ErasureTables } from '../modules/erasure/erasure.tables.ts'
import type { LifecycleTables } from '../modules/lifecycle/lifecycle.tables.ts'
import type { PeopleTables } from '../modules/people/people.tables.ts'
import type { PlaybookTables } from '../modules/playbooks/playbooks.tables.ts'
import type { SettingsTables } from '../modules/settings/settings.tables.ts'
import type { ProviderTables } from '../modules/sign-in/providers/provider.tables.ts'
import type { SourceFileTables } from '../modules/source-files/source-file.tables.ts'
import type { SignInTables } from '../modules/sign-in/sign-in.tables.ts'
import type { TaskTables } from '../modules/tasks/task.tables.ts'
import type { WebhookTables } from '../modules/webhooks/webhook.tables.ts'

/** Every table of the workspace; each module declares its own. */
export interface Tables
  extends
    AuditTables,
    ConnectionTables,
    ConsoleTables,
    CrmTables,
    DeliveryTables,
    DirectoryTables,
    EngagementTables,
    IdempotencyTables,
    ErasureTables,
    EvidencePackTables,
    HandOverTables,
    HoldTables,
    LifecycleTables,
    PeopleTables,
    PlaybookTables,
    ProviderTables,
    SettingsTables,
    SignInTables,
    TaskTables,
    SourceFileTables,
    TrackerTables,
    WebhookTables {}
