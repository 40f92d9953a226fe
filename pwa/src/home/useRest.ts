import { type Ref, ref, watchEffect } from 'vue'

const parts = 4
let opened = false

/**
 * How many parts of the page below its first card may be drawn, four at most, once there is something to show. When the
 * app starts each is a piece of work of its own, so that a slow phone shows the community first and answers a finger
 * between; later everything is there at once, where it was.
 */
export function useRest(there: () => boolean): Readonly<Ref<number>> {
  const drawn = ref(opened ? parts : 0)
  opened = true
  watchEffect(() => {
    if (drawn.value < parts && there()) setTimeout(() => drawn.value++)
  })
  return drawn
}
