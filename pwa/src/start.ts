import { PiniaColada } from '@pinia/colada'
import { createPinia } from 'pinia'
import { type Component, createApp, defineAsyncComponent } from 'vue'
import App from './App.vue'
import { dropAhead } from './api/ahead'
import { addMeLinks, addMePart } from './identity/meLinks'
import { useSession } from './identity/session'
import { unreadCount } from './notifications/unread'
import { router } from './router'
import { applyAppearance } from './shared/use/useAppearance'
import { startLanguage } from './shared/use/useLanguage'
import { i18n } from './shared/words'

/** Ends a piece of work, so that the browser can paint and answer a finger before the next. */
const breathe = () => new Promise(done => setTimeout(done))

/** Starts the app. */
export async function start(): Promise<void> {
  applyAppearance()
  await startLanguage()
  await breathe()
  const app = createApp(App).use(createPinia()).use(PiniaColada).use(i18n)
  void useSession().boot()
  addMeLinks(
    { name: 'inbox', icon: 'bell', word: 'identity.links.inbox', count: unreadCount },
    { name: 'bulletins', icon: 'list', word: 'identity.links.board' },
    { name: 'reports', icon: 'camera', word: 'identity.links.community' },
    { name: 'deliberate', icon: 'deliberate', word: 'identity.links.deliberate' },
    { name: 'rosters', icon: 'clock', word: 'identity.links.rosters' },
    { name: 'assets', icon: 'hammer', word: 'identity.links.assets' },
    { name: 'evaluations', icon: 'heart', word: 'identity.links.evaluations' },
    { name: 'complaints', icon: 'pencil', word: 'identity.links.complaints' },
    { name: 'privacy', icon: 'lock', word: 'identity.links.privacy' },
  )
  addMePart(defineAsyncComponent(() => import('./app/WorkCard.vue') as Promise<Component>))
  addMePart(defineAsyncComponent(() => import('./app/InstallCard.vue') as Promise<Component>))
  await breathe()
  app.use(router)
  await router.isReady()
  await breathe()
  app.mount('#app')
  dropAhead()
  // Not before the first page: what waits has time.
  void import('./app/registerWorker').then(({ registerWorker }) => registerWorker())
  void import('./app/sending').then(({ startSending }) => startSending())
}
