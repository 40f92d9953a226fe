import type { RouteRecordRaw } from 'vue-router'

/** One part for all pages: what the first load must know of them stays small. */
function page(path: string, name: string, signedIn = true): RouteRecordRaw {
  return {
    path,
    name,
    component: () => import('./BulletinsRoot.vue'),
    meta: { title: 'bulletins.title', words: ['bulletins', 'aloud'], tab: 'home', signedIn },
  }
}

export const bulletinsRoutes = [
  page('/bulletins/desk', 'bulletins-desk'),
  page('/bulletins/new', 'bulletin-new'),
  page('/bulletins/:at/print', 'bulletin-print', false),
  page('/bulletins/:at?', 'bulletins', false),
]
