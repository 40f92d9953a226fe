import type { RouteRecordRaw } from 'vue-router'

/** One part for all pages: what the first load must know of them stays small. */
function page(path: string, name: string, signedIn = false): RouteRecordRaw {
  return {
    path,
    name,
    component: () => import('./DisclosuresRoot.vue'),
    meta: { title: 'disclosures.title', words: ['disclosures', 'reports', 'aloud'], tab: 'home', signedIn },
  }
}

export const disclosuresRoutes = [
  page('/disclosures/calendar', 'disclosures-calendar', true),
  page('/disclosures/new', 'disclosure-new', true),
  page('/toolbox/:at?', 'toolbox', true),
  page('/disclosures/:at/print', 'disclosure-print'),
  page('/disclosures/:at?', 'disclosures'),
]
