// Wherever they stand in the name: `svc-billing`, `api.integration`, `noreply`.
const machines = [
  'api',
  'automation',
  'bot',
  'daemon',
  'donotreply',
  'integration',
  'integrations',
  'noreply',
  'robot',
  'root',
  'service',
  'svc',
  'system',
  'webhook',
]
// Only alone: a person may be called Ana Sales, but nobody is called `sales`.
const mailboxes = ['accounting', 'admin', 'administrator', 'billing', 'contact', 'finance', 'hello', 'help', 'helpdesk', 'hr', 'info', 'it', 'jobs']
const teams = ['legal', 'mail', 'marketing', 'office', 'operations', 'ops', 'postmaster', 'reception', 'sales', 'security', 'shared', 'support', 'team', 'test']
const whole = new Set([...machines, ...mailboxes, ...teams])
const parts = new Set(machines)

/** Whether a login's name is that of a machine or of a mailbox that several people read; whose it is, a person has to say. */
export function looksShared(userName: string): boolean {
  const local = (userName.split('@')[0] ?? '').toLowerCase()
  const words = local
    .replace(/(no|do[-_.]?not)[-_.]?reply/, 'noreply')
    .split(/[^a-z]+/)
    .filter(word => word !== '')
  return words.some(word => parts.has(word)) || (words.length > 0 && words.every(word => whole.has(word)))
}
