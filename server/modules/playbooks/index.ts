export { draftDue } from './draft-due.ts'
export { readSettings, saveSettings } from './settings.ts'
export { suggestAccess } from './suggest-access.ts'
export { draftPlaybook, previewPlaybook } from './draft-playbook.ts'
