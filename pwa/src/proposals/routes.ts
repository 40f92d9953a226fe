import type { RouteRecordRaw } from 'vue-router'

/** One part for all pages: what the first load must know of them stays small. */
function page(path: string, name: string, signedIn = false): RouteRecordRaw {
  return {
    path,
    name,
    component: () => import('./ProposalsRoot.vue'),
    meta: {
      title: 'proposals.title',
      words: ['proposals', 'ballots', 'ballotRule', 'reports', 'aloud'],
      tab: 'deliberate',
      signedIn,
    },
  }
}

export const proposalsRoutes = [
  page('/deliberate', 'deliberate'),
  page('/proposals/queue', 'proposals-queue', true),
  page('/proposals/moderation', 'proposals-moderation', true),
  page('/proposals/:at', 'proposal'),
]
