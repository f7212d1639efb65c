export { askDelivery, listDeliveries, resumeDeliveries } from './ask-delivery.ts'
export { findWrittenTasks } from './delivery.queries.ts'
export { deliver } from './deliver-engagement.ts'
export { previewDeliveries } from './preview-deliveries.ts'
