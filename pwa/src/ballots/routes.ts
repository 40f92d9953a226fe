import type { RouteRecordRaw } from 'vue-router'

/** One part for all pages, see proposals/routes.ts. */
function page(path: string, name: string): RouteRecordRaw {
  return {
    path,
    name,
    component: () => import('./BallotsRoot.vue'),
    meta: { title: 'ballots.title', words: ['ballots', 'ballot', 'ballotRule', 'aloud'], tab: 'deliberate' },
  }
}

export const ballotsRoutes = [page('/ballots/:at?/:part?', 'ballots'), page('/calls/:at?', 'calls')]
