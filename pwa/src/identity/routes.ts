import type { RouteRecordRaw } from 'vue-router'

export const identityRoutes: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./SignInPage.vue'),
    meta: { title: 'identity.signIn.title', words: ['identity'], bare: true, open: true },
  },
  {
    path: '/me',
    name: 'me',
    component: () => import('./MePage.vue'),
    meta: { title: 'identity.me.title', words: ['identity', 'install'], tab: 'me' },
  },
]
