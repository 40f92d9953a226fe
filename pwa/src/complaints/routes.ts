import type { RouteRecordRaw } from 'vue-router'

/** One part for all pages: what the first load must know of them stays small. */
function page(path: string, name: string): RouteRecordRaw {
  return {
    path,
    name,
    component: () => import('./ComplaintsRoot.vue'),
    meta: { title: 'complaints.mine.title', words: ['complaints', 'aloud'], tab: 'me', signedIn: true },
  }
}

export const complaintsRoutes = [
  page('/complaints/:at?', 'complaints'),
  page('/complaints/queue', 'complaints-queue'),
]
