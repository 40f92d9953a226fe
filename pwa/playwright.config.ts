import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'

const port = Number(process.env.WUGONG_JOURNEY_PORT ?? 18080)
const photosPort = port + 1
/** Where the journeys' server keeps what it is told; workers find it in the environment. */
const dir = (process.env.WUGONG_JOURNEY_DIR ??= mkdtempSync(join(tmpdir(), 'wugong-journey-')))

/** The walk through all pages only reads, for a long time: it has a server of its own, and goes beside the journeys. */
const walk = { port: port + 3, photosPort: port + 4, dir: join(dir, 'walk') }
mkdirSync(walk.dir, { recursive: true })

const serve = (dir: string, port: number, photosPort: number) => ({
  command: `e2e/serve.sh ${dir} ${port} ${photosPort}`,
  url: `http://127.0.0.1:${port}/readyz`,
  timeout: 240_000,
  gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 20_000 },
})

/** Journeys in the system's Chromium, at the size of a phone, against the real server, PostgreSQL and MinIO. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'e2e/.results',
  workers: 2,
  projects: [
    { name: 'journeys', testIgnore: 'walk*.spec.ts', workers: 1 },
    {
      name: 'walk',
      testMatch: 'walk*.spec.ts',
      workers: 1,
      use: { baseURL: `http://127.0.0.1:${walk.port}` },
    },
  ],
  timeout: 300_000,
  // Longer than any answer takes on a machine that is busy with other things; what is wrong is still told.
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    actionTimeout: 60_000,
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 360, height: 640 },
    hasTouch: true,
    isMobile: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    launchOptions: {
      executablePath: process.env.WUGONG_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: [serve(dir, port, photosPort), serve(walk.dir, walk.port, walk.photosPort)],
})
