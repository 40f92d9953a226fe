import type { RouteRecordRaw } from 'vue-router'

export const proposalsRoutes: RouteRecordRaw[] = [
  {
    path: '/deliberate',
    name: 'deliberate',
    component: () => import('./DeliberatePage.vue'),
    meta: { title: 'proposals.title', words: ['proposals'], tab: 'deliberate' },
  },
]
