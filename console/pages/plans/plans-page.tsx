export const PlansPage = () => <p>PlansPage</p>
