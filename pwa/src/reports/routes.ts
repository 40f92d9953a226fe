import type { RouteRecordRaw } from 'vue-router'

const list = () => import('./ReportsPage.vue')
const words = ['reports', 'reportStates', 'aloud']

export const reportsRoutes: RouteRecordRaw[] = [
  {
    path: '/report',
    name: 'report-new',
    component: () => import('./ReportNewPage.vue'),
    meta: { title: 'reports.new.title', words: [...words, 'outbox'], tab: 'report' },
  },
  {
    path: '/reports',
    name: 'reports',
    component: list,
    props: { shelf: 'community' },
    meta: { title: 'reports.list.title', words, tab: 'report' },
  },
  {
    path: '/reports/mine',
    name: 'reports-mine',
    component: list,
    props: { shelf: 'mine' },
    meta: { title: 'reports.list.mine', words: [...words, 'outbox'], tab: 'me', signedIn: true },
  },
  {
    path: '/reports/queue',
    name: 'reports-queue',
    component: list,
    props: { shelf: 'queue' },
    meta: { title: 'reports.list.queue', words, tab: 'me', signedIn: true },
  },
  {
    path: '/reports/:id',
    name: 'report',
    props: true,
    component: () => import('./ReportPage.vue'),
    meta: { title: 'reports.detail.title', words, tab: 'report' },
  },
  {
    path: '/outbox',
    name: 'outbox',
    component: () => import('./OutboxPage.vue'),
    meta: { title: 'outbox.title', words: [...words, 'outbox'], tab: 'me', signedIn: true },
  },
]
