import type { RouteRecordRaw } from 'vue-router'

/** One part for all pages: what the first load must know of them stays small. */
function page(path: string, name: string, desk = false): RouteRecordRaw {
  return {
    path,
    name,
    component: () => import('./PlacesRoot.vue'),
    meta: {
      title: 'places.title',
      words: ['places', desk ? 'reports' : 'reportStates'],
      tab: 'projects',
      signedIn: desk,
    },
  }
}

export const placesRoutes = [
  page('/assets/new', 'asset-new', true),
  page('/assets/print', 'assets-print', true),
  page('/assets/:at/edit', 'asset-edit', true),
  page('/assets/:at?', 'assets'),
]
