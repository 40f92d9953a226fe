import type { RouteRecordRaw } from 'vue-router'

/** One part for all pages: what the first load must know of them stays small. */
export const projectsRoutes: RouteRecordRaw[] = [
  {
    path: '/projects/:at?/:part?/:which?',
    name: 'projects',
    component: () => import('./ProjectsRoot.vue'),
    meta: { title: 'projects.title', words: ['projects', 'aloud'], tab: 'projects' },
  },
]
