import { expect, test } from '@playwright/test'
import { accessible, phone, signIn } from './people'

test('without network, what was read can be read again', async ({ browser }) => {
  const page = await phone(browser, false)
  await page.goto('/sign-in')
  await signIn(page, '19900000203')
  const newest = page.locator('.recent strong').first()
  const title = await newest.innerText()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
  await page.reload() // from now on the worker stands between
  await expect(newest).toHaveText(title)
  await expect.poll(() => page.evaluate(answersKept)).toBeGreaterThan(0)
  await page.context().setOffline(true)
  await page.reload()
  await expect(newest).toHaveText(title)
  await expect(page.getByText('没有连上网。看过的还能看')).toBeVisible()
  await accessible(page, 'read again offline')
})

/** Runs in the page: how many answers of Home this phone keeps. */
async function answersKept(): Promise<number> {
  const db = await new Promise<IDBDatabase>((done, failed) => {
    const opening = indexedDB.open('wugong')
    opening.onsuccess = () => done(opening.result)
    opening.onerror = () => failed(new Error('storage is closed'))
  })
  const keys = await new Promise<IDBValidKey[]>(done => {
    const asked = db.transaction('answers').objectStore('answers').getAllKeys()
    asked.onsuccess = () => done(asked.result)
  })
  db.close()
  return keys.filter(key => typeof key === 'string' && key.includes(' /home')).length
}
