import { fileURLToPath } from 'node:url'
import vueI18n from '@intlify/unplugin-vue-i18n/vite'
import vue from '@vitejs/plugin-vue'
import { type Plugin, defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { configDefaults } from 'vitest/config'
import { manifest } from './manifest.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Vant's icon font is a quarter of its style and we draw our own icons: its rules are left out. */
const withoutIconFont: Plugin = {
  name: 'without-icon-font',
  enforce: 'pre',
  resolveId: source =>
    /(^|\/)icon\/index\.css$/.test(source) ? here('./src/shared/ui/vant-icon.css') : null,
}

/** vue-i18n looks for one name among all of Vue's, which ships all of Vue: only what it uses is handed to it. */
const withoutWholeVue: Plugin = {
  name: 'without-whole-vue',
  transform: {
    filter: { id: /petite-vue-i18n\.runtime\.mjs/ },
    handler(code) {
      const whole = "import * as Vue from 'vue';"
      if (!code.includes(whole)) throw new Error('vue-i18n no longer takes all of Vue: leave this out')
      return code.replace(
        whole,
        "import { getCurrentInstance as theInstance } from 'vue';const Vue = { getCurrentInstance: theInstance };",
      )
    },
  },
}

const first =
  /src\/(ahead|api\/(ahead|base)|shared\/(language|setting|oldEngines|ui\/photoSize))\.ts|vite\/preload/
const ground = /node_modules\/(@vue|vue|vue-router|vue-i18n|petite-vue-i18n|@intlify|pinia|@pinia)\//
const frame =
  /src\/(start|router|App|app\/(TabBar|ElderBar|ElderOffer|OfflineBanner|useUpdate)|\w+\/routes|api\/|identity\/(session|readBefore|meLinks)|home\/homeQuery|notifications\/unread|shared\/(words|format\/dates|use\/use(LocalSetting|Language|Appearance|Announce|CommitteePhone|VoteWaiting|Task|Online|MediaUrl|Near|Now)|ui\/(AppIcon|icons|PageHeader|SkeletonList|CountBadge|StatusPill|StageRing|EmptyState|LargeButton|ProblemNotice|MediaImage)))|plugin-vue/

export default defineConfig({
  plugins: [
    withoutIconFont,
    withoutWholeVue,
    vue(),
    vueI18n({
      include: [here('./src/locales/**')],
      module: 'petite-vue-i18n', // by the name of vue-i18n, see package.json; the alias below takes its runtime
      strictMessage: true,
      dropMessageCompiler: true,
    }),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'sw.ts',
      injectRegister: false,
      manifest,
      injectManifest: {
        rollupFormat: 'iife',
        globPatterns: ['**/*.{js,css,html}', 'icons/mark.svg'],
        target: 'chrome87',
      },
      devOptions: { enabled: false },
    }),
  ],
  define: {
    __VUE_OPTIONS_API__: 'false', // Vant's parts, too, are made with setup()
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
  },
  resolve: { alias: { '@': here('./src'), 'vue-i18n': 'vue-i18n/dist/petite-vue-i18n.runtime.mjs' } },
  build: {
    target: ['chrome87', 'safari15'],
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // What asks the server before the app is there comes alone and first. Then one part for what every page needs
        // and one for what nearly every page shows: split, they pack 1 kB worse.
        codeSplitting: {
          groups: [
            { name: 'first', test: first, priority: 3 },
            { name: 'ground', test: ground, priority: 2 },
            { name: 'frame', test: frame, priority: 1 },
            { name: 'words-zh', test: /locales\/zh\/(app|shared)\.json/, priority: 1 },
            { name: 'words-en', test: /locales\/en\/(app|shared)\.json/, priority: 1 },
          ],
        },
      },
    },
  },
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:8080' } },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    exclude: [...configDefaults.exclude],
    setupFiles: ['src/test.setup.ts'],
    css: false,
    server: { deps: { inline: ['vant'] } },
  },
})
