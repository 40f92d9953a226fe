import { ref } from 'vue'

const polite = ref('')
const urgent = ref('')

/** What the live regions of the shell say to those who listen rather than look. */
export function useAnnouncements() {
  return { polite, urgent }
}

/** Tells the result of an act by voice output; `urgent` interrupts. */
export function useAnnounce() {
  return (sentence: string, how: 'polite' | 'urgent' = 'polite') => {
    const region = how === 'urgent' ? urgent : polite
    // The same sentence twice is two announcements: a no-break space makes it another text.
    region.value = region.value === sentence ? sentence + '\u00a0' : sentence
  }
}
