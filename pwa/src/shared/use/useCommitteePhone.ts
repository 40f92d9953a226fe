import { type Ref, effectScope } from 'vue'
import { useLocalSetting } from './useLocalSetting'

const phone = effectScope(true).run(() => useLocalSetting('committee-phone', ''))!

/** The telephone of the committee, for elder mode's call button; kept, so that it can be called from any page. */
export function useCommitteePhone(): Ref<string> {
  return phone
}
