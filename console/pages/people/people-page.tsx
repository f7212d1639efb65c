export const PeoplePage = () => <p>PeoplePage</p>
