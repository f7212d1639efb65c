export const AuditPage = () => <p>AuditPage</p>
