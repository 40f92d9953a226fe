import type { ManifestOptions } from 'vite-plugin-pwa'

/** The manifest of the installed app; a browser reads it before any script of ours, so it is Chinese only. */
export const manifest: Partial<ManifestOptions> = {
  id: '/',
  name: '五共 · 共同缔造',
  short_name: '五共',
  description: '随手拍、议事、项目：社区和村里的事，看得见下文。',
  lang: 'zh-CN',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  background_color: '#faf8f4',
  theme_color: '#faf8f4',
  icons: [
    { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    { src: '/icons/mark.svg', sizes: 'any', type: 'image/svg+xml' },
  ],
  shortcuts: [
    {
      name: '随手拍上报',
      short_name: '上报',
      url: '/report',
      icons: [{ src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' }],
    },
  ],
}
