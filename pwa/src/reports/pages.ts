import type { Component } from 'vue'

type Page = Promise<{ default: Component }>

/** The pages of reports. They stand in a part of their own: the first load need not know the names of all their parts. */
export const pages = {
  writing: () => import('./ReportNewPage.vue') as Page,
  list: () => import('./ReportsPage.vue') as Page,
  one: () => import('./ReportPage.vue') as Page,
  outbox: () => import('./OutboxPage.vue') as Page,
}
