import type { RouteRecordRaw } from 'vue-router'

/** One part for all pages, see proposals/routes.ts. */
function page(path: string, name: string, signedIn = false): RouteRecordRaw {
  return {
    path,
    name,
    component: () => import('./ConventionsRoot.vue'),
    meta: { title: 'conventions.title', words: ['conventions', 'aloud'], tab: 'home', signedIn },
  }
}

export const conventionsRoutes = [
  page('/conventions/new', 'convention-new', true),
  page('/convention-desk/:at?/:part?', 'convention-desk', true),
  page('/conventions/:at?/:part?', 'conventions'),
]
