export const FindingsPage = () => <p>FindingsPage</p>
