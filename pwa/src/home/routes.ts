import type { RouteRecordRaw } from 'vue-router'
import { askHome } from './homeQuery'

export const homeRoutes: RouteRecordRaw[] = [
  {
    path: '/',
    name: 'home',
    component: () => import('./HomePage.vue'),
    meta: { title: 'home.title', words: ['home', 'reportStates'], tab: 'home', ahead: askHome },
  },
]
