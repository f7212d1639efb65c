export const CallPage = () => <p>CallPage</p>
