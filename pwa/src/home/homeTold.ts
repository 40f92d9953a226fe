import { defineComponent } from 'vue'
import { useHome } from './useHome'

/** Shows nothing: asks what Home knows, the committee's telephone among it, where a page was opened before Home. */
export const HomeTold = defineComponent(() => {
  useHome()
  return () => null
})
