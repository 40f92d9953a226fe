import { useQuery } from '@pinia/colada'
import { computed } from 'vue'
import { api, ok } from '@/api/client'
import { useLanguage } from '@/shared/use/useLanguage'
import { useLocalSetting } from '@/shared/use/useLocalSetting'
import { keepClasses, keptClasses } from './keptClasses'

const day = 24 * 60 * 60 * 1000

/** The classes of reports in the reader's language, and which of them this phone used last. */
export function useReportClasses() {
  const language = useLanguage()
  const used = useLocalSetting('report-classes', '')
  const { data, error, isPending, refetch } = useQuery({
    key: () => ['report-classes', language.value],
    query: async () => {
      const asked = language.value
      const answer = await ok(api.GET('/report-classes'))
      keepClasses(asked, answer.items)
      return answer
    },
    staleTime: day,
  })
  return {
    classes: computed(() => data.value?.items ?? keptClasses(language.value)),
    error,
    isPending,
    retry: () => refetch(),
    recent: computed(() => used.value.split(' ').filter(Boolean)),
    /** Remembers what was chosen. */
    use: (code: string) => {
      used.value = [code, ...used.value.split(' ').filter(one => one && one !== code)].slice(0, 4).join(' ')
    },
  }
}
