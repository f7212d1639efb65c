/** The default tracker that waits for a workspace's own names, with those that come up in the demo's calls. */
export const competitors = { name: 'Competitor 1', phrases: ['Halden', 'Halden Automation', 'Pickwell'], enabled: true }
