import { useQueryCache } from '@pinia/colada'
import { effectScope } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { useSession } from '@/identity/session'
import { useLocalSetting } from '@/shared/use/useLocalSetting'

/** The community chosen on this device; empty before the first answer. */
export function useChosenCommunity() {
  return useLocalSetting('community', '')
}

/** The first page, in one request: of the community chosen on this device, else of the nearest. */
export function homeQuery(community: string) {
  return {
    key: ['home', useSession().isGuest ? 'guest' : 'mine', community],
    query: (): Promise<Schemas['Home']> =>
      ok(api.GET('/home', { params: { query: { community_id: community || undefined } } })),
  }
}

/** Asks for the first page while its parts are still on their way. */
export function askHome(): void {
  const cache = useQueryCache()
  const scope = effectScope(true)
  const chosen = scope.run(() => useChosenCommunity().value) ?? ''
  scope.stop()
  // What goes wrong is shown by the page, which asks for the same.
  cache.refresh(cache.ensure(homeQuery(chosen))).catch(() => {})
}
