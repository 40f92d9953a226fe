import { type Ref, effectScope } from 'vue'
import { useLocalSetting } from './useLocalSetting'

const page = effectScope(true).run(() => useLocalSetting('vote-waiting', ''))!

/** The page of the vote that waits for the person, for elder mode's middle button; empty for none. */
export function useVoteWaiting(): Ref<string> {
  return page
}
