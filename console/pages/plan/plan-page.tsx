export const PlanPage = () => <p>PlanPage</p>
