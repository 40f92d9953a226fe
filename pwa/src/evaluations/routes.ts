import type { RouteRecordRaw } from 'vue-router'

/** One part for all pages: what the first load must know of them stays small. */
function page(path: string, name: string, signedIn = false): RouteRecordRaw {
  return {
    path,
    name,
    component: () => import('./EvaluationsRoot.vue'),
    meta: { title: 'evaluations.title', words: ['evaluations', 'reports'], tab: 'projects', signedIn },
  }
}

export const evaluationsRoutes = [
  page('/evaluations/new', 'evaluation-new', true),
  page('/evaluations/:at/papers', 'evaluation-papers', true),
  page('/evaluations/:at/words', 'evaluation-words', true),
  page('/evaluations/:at/print', 'evaluation-print'),
  page('/rectifications', 'rectifications'),
  page('/evaluations/:at?', 'evaluations'),
]
