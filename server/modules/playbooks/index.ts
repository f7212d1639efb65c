export { draftDue } from './draft-due.ts'
export { readSettings, saveSettings } from './settings.ts'
export { draftPlaybook, previewPlaybook } from './draft-playbook.ts'
