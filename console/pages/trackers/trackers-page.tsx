export const TrackersPage = () => <p>TrackersPage</p>
