import { watch } from 'vue'
import { type RouteRecordRaw, createRouter, createWebHistory } from 'vue-router'
import { ballotDeskRoutes } from './ballots/deskRoutes'
import { ballotsRoutes } from './ballots/routes'
import { bulletinsRoutes } from './bulletins/routes'
import { communitiesRoutes } from './communities/routes'
import { complaintsRoutes } from './complaints/routes'
import { conventionsRoutes } from './conventions/routes'
import { disclosuresRoutes } from './disclosures/routes'
import { evaluationsRoutes } from './evaluations/routes'
import { homeRoutes } from './home/routes'
import { identityRoutes } from './identity/routes'
import { useSession } from './identity/session'
import { notificationsRoutes } from './notifications/routes'
import { placesRoutes } from './places/routes'
import { privacyRoutes } from './privacy/routes'
import { projectsRoutes } from './projects/routes'
import { proposalsRoutes } from './proposals/routes'
import { reportsRoutes } from './reports/routes'
import { rostersRoutes } from './rosters/routes'
import { i18n, loadWords, say } from './shared/words'

const routes: RouteRecordRaw[] = [
  ...homeRoutes,
  ...identityRoutes,
  ...communitiesRoutes,
  ...notificationsRoutes,
  ...bulletinsRoutes,
  ...complaintsRoutes,
  ...disclosuresRoutes,
  ...conventionsRoutes,
  ...evaluationsRoutes,
  ...placesRoutes,
  ...rostersRoutes,
  ...reportsRoutes,
  ...proposalsRoutes,
  ...ballotDeskRoutes,
  ...ballotsRoutes,
  ...projectsRoutes,
  ...privacyRoutes,
  {
    path: '/:rest(.*)*',
    name: 'not-found',
    component: () => import('./app/NotFoundPage.vue'),
    meta: { title: 'app.lost.title', words: [] },
  },
]

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
})

router.beforeEach(async to => {
  if (to.meta.signedIn && useSession().isGuest) return { name: 'sign-in', query: { next: to.fullPath } }
  if (useSession().resident?.welcome && !to.meta.open) {
    return { name: 'welcome', query: { next: to.fullPath } }
  }
  to.meta.ahead?.()
  for (const { components } of to.matched) begin(components?.default)
  try {
    await loadWords('app', 'shared', ...to.meta.words)
  } catch {
    // The words did not come (no network): the page's own part did not either, see onError.
  }
})

/** Sends for a page's part at once: the words and what the page shows come beside it, not one after another. */
function begin(part: unknown): void {
  if (typeof part === 'function') (part as () => Promise<unknown>)().catch(() => {})
}

router.afterEach(showTitle)
watch(i18n.global.locale, showTitle)

function showTitle(): void {
  const { title } = router.currentRoute.value.meta
  document.title = title ? `${say(title)} · ${say('app.name')}` : say('app.name')
}
