export const PersonPage = () => <p>PersonPage</p>
