import type { RouteRecordRaw } from 'vue-router'

const page = (name: 'writing' | 'list' | 'one' | 'outbox') => async () =>
  (await import('./pages')).pages[name]()
const list = page('list')
const words = ['reports', 'reportStates', 'aloud']

export const reportsRoutes: RouteRecordRaw[] = [
  {
    path: '/report',
    name: 'report-new',
    component: page('writing'),
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
    component: page('one'),
    meta: { title: 'reports.detail.title', words, tab: 'report' },
  },
  {
    path: '/outbox',
    name: 'outbox',
    component: page('outbox'),
    meta: { title: 'outbox.title', words: [...words, 'outbox'], tab: 'me', signedIn: true },
  },
]
