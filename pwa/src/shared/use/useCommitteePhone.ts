import { type Ref, ref } from 'vue'

const phone = ref('')

/** The telephone of the reader's committee for elder mode's call button; the communities fill it in, empty before. */
export function useCommitteePhone(): Ref<string> {
  return phone
}
