import './shared/oldEngines'
import { PiniaColada } from '@pinia/colada'
import { createPinia } from 'pinia'
import { type Component, createApp, defineAsyncComponent } from 'vue'
import 'vant/es/style/base.css'
import './shared/ui/tokens.css'
import './shared/ui/base.css'
import App from './App.vue'
import { addMeLinks, addMePart } from './identity/meLinks'
import { useSession } from './identity/session'
import { router } from './router'
import { applyAppearance } from './shared/use/useAppearance'
import { startLanguage } from './shared/use/useLanguage'
import { i18n } from './shared/words'

async function start(): Promise<void> {
  applyAppearance()
  await startLanguage()
  const app = createApp(App).use(createPinia()).use(PiniaColada).use(i18n)
  void useSession().boot()
  addMeLinks(
    { name: 'inbox', icon: 'bell', word: 'identity.links.inbox' },
    { name: 'bulletins', icon: 'list', word: 'identity.links.board' },
    { name: 'reports', icon: 'camera', word: 'identity.links.community' },
    { name: 'deliberate', icon: 'deliberate', word: 'identity.links.deliberate' },
    { name: 'complaints', icon: 'pencil', word: 'identity.links.complaints' },
    { name: 'privacy', icon: 'lock', word: 'identity.links.privacy' },
  )
  addMePart(defineAsyncComponent(() => import('./app/WorkCard.vue') as Promise<Component>))
  addMePart(defineAsyncComponent(() => import('./app/InstallCard.vue') as Promise<Component>))
  app.use(router)
  await router.isReady()
  app.mount('#app')
  // Not before the first page: what waits has time.
  void import('./app/registerWorker').then(({ registerWorker }) => registerWorker())
  void import('./app/sending').then(({ startSending }) => startSending())
}

void start()
