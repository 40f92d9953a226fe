import type { RouteRecordRaw } from 'vue-router'

export const notificationsRoutes: RouteRecordRaw[] = [
  {
    path: '/inbox',
    name: 'inbox',
    component: () => import('./InboxPage.vue'),
    meta: { title: 'notifications.title', words: ['notifications', 'aloud'], tab: 'me', signedIn: true },
  },
]
