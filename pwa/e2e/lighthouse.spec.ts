import { type BrowserContext, chromium, expect, test } from '@playwright/test'
import lighthouse from 'lighthouse'
import { enter } from './people'

const port = Number(process.env.WUGONG_JOURNEY_PORT ?? 18080) + 2

/** What an audit of Lighthouse says where it is not content. */
function faults(result: Awaited<ReturnType<typeof lighthouse>>): string[] {
  return Object.values(result!.lhr.audits)
    .filter(audit => audit.score !== null && audit.score < 1)
    .map(audit => `${audit.id}: ${audit.title}`)
}

test('Lighthouse has nothing to say against accessibility and practices on a phone', async ({
  baseURL,
  launchOptions,
}) => {
  test.setTimeout(600_000)
  const browser: BrowserContext = await chromium.launchPersistentContext('', {
    ...launchOptions,
    args: [...(launchOptions.args ?? []), `--remote-debugging-port=${port}`],
    locale: 'zh-CN',
    baseURL,
  })
  const look = async (paths: string[]) => {
    for (const path of paths) {
      const result = await lighthouse(new URL(path, baseURL).href, {
        port,
        logLevel: 'error',
        onlyCategories: ['accessibility', 'best-practices'],
        disableStorageReset: true,
      })
      const { categories } = result!.lhr
      const scores = Object.values(categories).map(one => `${path} ${one.id} ${one.score! * 100}`)
      expect(scores, faults(result).join('\n')).toEqual([
        `${path} accessibility 100`,
        `${path} best-practices 100`,
      ])
    }
  }
  await look(['/', '/sign-in', '/reports'])
  const page = await browser.newPage()
  await enter(page, '19900000107')
  await page.goto('/')
  await page.evaluate(() => localStorage.setItem('wugong.signed-in', 'true'))
  await look(['/', '/report', '/reports/mine'])
  await browser.close()
})
