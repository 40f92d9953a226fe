import { type WritableComputedRef, computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/**
 * One word of the address, `?name=…`; '' for none. A way back and a reload find the page as it was; changing it makes
 * no new step of the way back and leaves the rest of the address as it is.
 */
export function useAddressWord(name: string): WritableComputedRef<string> {
  const route = useRoute()
  const router = useRouter()
  return computed({
    get: () => {
      const word = route.query[name]
      return typeof word === 'string' ? word : ''
    },
    set: word => void router.replace({ query: { ...route.query, [name]: word || undefined } }),
  })
}
