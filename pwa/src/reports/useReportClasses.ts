import { useQuery } from '@pinia/colada'
import { computed } from 'vue'
import { api, ok } from '@/api/client'
import { useLanguage } from '@/shared/use/useLanguage'
import { useLocalSetting } from '@/shared/use/useLocalSetting'

const day = 24 * 60 * 60 * 1000

/** The classes of reports in the reader's language, and which of them this phone used last. */
export function useReportClasses() {
  const language = useLanguage()
  const used = useLocalSetting('report-classes', '')
  const { data, error, isPending, refetch } = useQuery({
    key: () => ['report-classes', language.value],
    query: () => ok(api.GET('/report-classes')),
    staleTime: day,
  })
  return {
    classes: computed(() => data.value?.items ?? []),
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
