import type { RouteRecordRaw } from 'vue-router'

/** One part for all pages: what the first load must know of them stays small. */
function page(path: string, name: string, signedIn = false): RouteRecordRaw {
  return {
    path,
    name,
    component: () => import('./PlacesRoot.vue'),
    meta: { title: 'places.title', words: ['places', 'reportStates'], tab: 'projects', signedIn },
  }
}

export const placesRoutes = [
  page('/assets/new', 'asset-new', true),
  page('/assets/print', 'assets-print', true),
  page('/assets/:at/edit', 'asset-edit', true),
  page('/assets/:at?', 'assets'),
]
