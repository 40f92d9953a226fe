import type { RouteRecordRaw } from 'vue-router'

/** The committee's pages of votes are one part: the list, opening one, and /ballot-desk/<id>/<part> of each. */
export const ballotDeskRoutes: RouteRecordRaw[] = [
  {
    path: '/ballot-desk/:at?/:part?',
    name: 'ballot-desk',
    component: () => import('./BallotDeskRoot.vue'),
    meta: { title: 'ballotDesk.title', words: ['ballotDesk'], tab: 'deliberate', signedIn: true },
  },
  // What the QR of a ballot on paper says, so that the phone's own camera takes it back too.
  {
    path: '/ballots/:at/papers/:n',
    redirect: ({ params: { at, n } }) => ({
      name: 'ballot-desk',
      params: { at, part: 'scan' },
      query: { n: String(n) },
    }),
  },
]
