import type { RouteRecordRaw } from 'vue-router'

/** One part for all pages: what the first load must know of them stays small. */
function page(path: string, name: string): RouteRecordRaw {
  return {
    path,
    name,
    component: () => import('./RostersRoot.vue'),
    meta: { title: 'rosters.title', words: ['rosters'], tab: 'projects', signedIn: true },
  }
}

export const rostersRoutes = [
  page('/rosters/new', 'roster-new'),
  page('/rosters/print', 'rosters-print'),
  page('/rosters', 'rosters'),
]
