export const ConnectionsPage = () => <p>ConnectionsPage</p>
