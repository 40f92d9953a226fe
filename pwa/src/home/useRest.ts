import { type Ref, onMounted, ref } from 'vue'

let opened = false

/**
 * Whether the page below its first card may be drawn. When the app starts that is a piece of work of its own, so that a
 * slow phone shows the community first and answers a finger between; later everything is there at once, where it was.
 */
export function useRest(): Readonly<Ref<boolean>> {
  const rest = ref(opened)
  opened = true
  onMounted(() => setTimeout(() => (rest.value = true)))
  return rest
}
