import type { RouteRecordRaw } from 'vue-router'

const words = ['privacy']

export const privacyRoutes: RouteRecordRaw[] = [
  {
    path: '/welcome',
    name: 'welcome',
    component: () => import('./WelcomePage.vue'),
    meta: { title: 'privacy.welcome.title', words, bare: true, open: true },
  },
  {
    path: '/privacy',
    name: 'privacy',
    component: () => import('./PrivacyPage.vue'),
    meta: { title: 'privacy.title', words, tab: 'me', open: true },
  },
]
