export type Tab = 'home' | 'deliberate' | 'report' | 'projects' | 'me'

declare module 'vue-router' {
  interface RouteMeta {
    /** Key of the page's name, for the window's title. */
    title: string
    /** Domains whose words the page needs. */
    words: string[]
    /** The tab that is lit. */
    tab?: Tab
    /** Only for somebody who is signed in. */
    signedIn?: boolean
    /** A page of its own, without the bar of tabs: sign-in, camera, a form. */
    bare?: boolean
    /** Begun while the page's parts are still on their way: what it will ask the server for. */
    ahead?: () => void
    /** Open before the age is told and the notice agreed to. */
    open?: boolean
  }
}
