import { computed, onScopeDispose, ref } from 'vue'
import { currentLanguage } from '../words'
import { sentences } from './sentences'

const reader = ref('')
let last = 0

/** Reads a text in the language of the app with the phone's own voice; one text at a time in the whole app. */
export function useReadAloud() {
  const me = String(++last)
  // WeChat's browser and some old phones have no voice: then there is no button either.
  const voice = typeof speechSynthesis === 'undefined' ? undefined : speechSynthesis
  const reading = computed(() => reader.value === me)
  onScopeDispose(stop)
  return { able: voice !== undefined, reading, read, stop }

  function read(text: string): void {
    if (!voice) return
    voice.cancel()
    const pieces = sentences(text)
    if (pieces.length === 0) return
    reader.value = me
    pieces.forEach((piece, n) => {
      // Long texts in one piece are broken off by some phones after a quarter of a minute.
      const utterance = new SpeechSynthesisUtterance(piece)
      utterance.lang = currentLanguage() === 'en' ? 'en-GB' : 'zh-CN'
      utterance.rate = 0.9
      if (n === pieces.length - 1) utterance.onend = ended
      utterance.onerror = ended
      voice.speak(utterance)
    })
  }

  function ended(): void {
    if (reader.value === me) reader.value = ''
  }

  function stop(): void {
    if (reader.value !== me) return
    reader.value = ''
    voice?.cancel()
  }
}
