import { defineConfig } from '@playwright/test'

const port = 18080

/** Journeys in the system's Chromium, at the size of a phone, against the real server with its own PostgreSQL. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'e2e/.results',
  workers: 1,
  timeout: 120_000,
  reporter: 'list',
  use: {
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
  webServer: {
    command: 'dir=$(mktemp -d) && chmod 755 "$dir" && WUGONG_DATA="$dir" exec ../bin/wugong serve',
    url: `http://127.0.0.1:${port}/readyz`,
    timeout: 60_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    env: { WUGONG_DEMO: '1', WUGONG_ADDR: `127.0.0.1:${port}`, WUGONG_METRICS_ADDR: 'off', DATABASE_URL: '' },
  },
})
