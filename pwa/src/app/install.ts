import { type Ref, shallowRef } from 'vue'

/** Chrome's offer to install, which only its own event can give. */
interface InstallOffer extends Event {
  prompt(): Promise<void>
  readonly userChoice: Promise<{ outcome: 'accepted' | 'dismissed' }>
}

const offer = shallowRef<InstallOffer>()

/** Keeps the browser's offer until the person asks for it; called once, after the first page. */
export function watchInstall(): void {
  window.addEventListener('beforeinstallprompt', event => {
    event.preventDefault()
    offer.value = event as InstallOffer
  })
  window.addEventListener('appinstalled', () => (offer.value = undefined))
}

/** The browser's offer, and taking it. */
export function useInstall(): { offer: Readonly<Ref<unknown>>; install: () => Promise<void> } {
  return { offer, install }
}

async function install(): Promise<void> {
  const now = offer.value
  if (!now) return
  await now.prompt()
  const { outcome } = await now.userChoice
  if (outcome === 'accepted') offer.value = undefined
}

/** How this browser puts a page onto the desktop by hand; undefined where it cannot, or it is there already. */
export function wayByHand(agent: string, installed: boolean): 'wechat' | 'ios' | undefined {
  if (installed) return undefined
  if (/MicroMessenger/i.test(agent)) return 'wechat'
  if (/iPhone|iPad/.test(agent) && /Safari/.test(agent) && !/CriOS|FxiOS|EdgiOS/.test(agent)) return 'ios'
  return undefined
}
