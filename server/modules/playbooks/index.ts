export { draftPlaybook, previewPlaybook } from './draft-playbook.ts'
