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

export default defineConfig({
  plugins: [
    withoutIconFont,
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
        // One part for what every page needs and one for what nearly every page shows: split, they pack 1 kB worse.
        codeSplitting: {
          groups: [
            {
              name: 'ground',
              test: /node_modules\/(@vue|vue|vue-router|vue-i18n|petite-vue-i18n|@intlify|pinia)\//,
              priority: 2,
            },
            {
              name: 'parts',
              test: /shared\/ui\/(AppIcon|icons|PageHeader|SkeletonList|StatusPill|EmptyState)|plugin-vue/,
              priority: 1,
            },
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
