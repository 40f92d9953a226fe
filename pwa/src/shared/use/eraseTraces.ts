import { nextTick } from 'vue'

/** How the phone looks and speaks belongs to the phone, and tells of nobody. */
const look = new Set(
  ['elder', 'elder-asked', 'elder-size', 'theme', 'language'].map(name => `wugong.${name}`),
)

/** Takes from this phone the settings that tell of a person: the community, the classes used, whose phone it is. */
export async function eraseTraces(): Promise<void> {
  // What was set a moment ago is written first, and then taken too.
  await nextTick()
  for (const store of [() => localStorage, () => sessionStorage]) {
    try {
      const kept = store()
      for (const key of Object.keys(kept)) {
        if (key.startsWith('wugong.') && !look.has(key)) kept.removeItem(key)
      }
    } catch {
      // Storage is closed: nothing was kept.
    }
  }
}
