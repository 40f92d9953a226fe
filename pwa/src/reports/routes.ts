import type { RouteRecordRaw } from 'vue-router'

export const reportsRoutes: RouteRecordRaw[] = [
  {
    path: '/report',
    name: 'report-new',
    component: () => import('./ReportNewPage.vue'),
    meta: { title: 'reports.new.title', words: ['reports'], tab: 'report' },
  },
  {
    path: '/reports/mine',
    name: 'reports-mine',
    component: () => import('./MyReportsPage.vue'),
    meta: { title: 'reports.mine.title', words: ['reports'], tab: 'me', signedIn: true },
  },
]
