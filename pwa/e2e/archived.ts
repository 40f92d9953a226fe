import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type Page } from '@playwright/test'

/** Downloads the archive of the project that is open: what `wugong archive verify` says, and its page without a network. */
export async function archived(browser: Browser, page: Page): Promise<{ said: string; reader: Page }> {
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载归档' }).click()
  const zip = await (await downloading).path()
  const wugong = fileURLToPath(new URL('../../bin/wugong', import.meta.url))
  const said = execFileSync(wugong, ['archive', 'verify', zip], { encoding: 'utf8' })
  const opened = mkdtempSync(join(tmpdir(), 'wugong-archive-'))
  execFileSync('python3', ['-m', 'zipfile', '-e', zip, opened])
  const reader = await (await browser.newContext({ offline: true })).newPage()
  await reader.goto(`file://${opened}/index.html`)
  return { said, reader }
}
