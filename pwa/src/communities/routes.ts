import type { RouteRecordRaw } from 'vue-router'

const words = ['communities']

export const communitiesRoutes: RouteRecordRaw[] = [
  {
    path: '/j/:code',
    name: 'join-by-link',
    props: true,
    component: () => import('./JoinByLinkPage.vue'),
    meta: { title: 'communities.join.title', words, bare: true },
  },
  {
    path: '/join',
    name: 'join',
    component: () => import('./JoinPage.vue'),
    meta: { title: 'communities.join.title', words, signedIn: true },
  },
  {
    path: '/members',
    name: 'members',
    component: () => import('./MembersPage.vue'),
    meta: { title: 'communities.members.title', words, tab: 'me', signedIn: true },
  },
  {
    path: '/households',
    name: 'households',
    component: () => import('./HouseholdsPage.vue'),
    meta: { title: 'communities.households.title', words, tab: 'me', signedIn: true },
  },
  {
    path: '/households/:id',
    name: 'household',
    props: true,
    component: () => import('./HouseholdPage.vue'),
    meta: { title: 'communities.household.title', words, tab: 'me', signedIn: true },
  },
  ...['owners', 'bodies'].map(name => ({
    path: `/${name}/:at?`,
    name,
    component: () => import('./RegistersRoot.vue'),
    meta: {
      title: `registers.${name}.title`,
      words: ['communities', 'registers'],
      tab: 'me' as const,
      signedIn: true,
    },
  })),
  {
    path: '/invitations',
    name: 'invitations',
    component: () => import('./InvitationsPage.vue'),
    meta: { title: 'communities.invitations.title', words, tab: 'me', signedIn: true },
  },
  {
    path: '/invitations/print',
    name: 'door-sheets',
    props: to => ({ only: typeof to.query.only === 'string' ? to.query.only : undefined }),
    component: () => import('./DoorSheetsPage.vue'),
    meta: { title: 'communities.sheets.title', words, tab: 'me', signedIn: true },
  },
  {
    path: '/roles',
    name: 'roles',
    component: () => import('./RolesPage.vue'),
    meta: { title: 'communities.roles.title', words, tab: 'me', signedIn: true },
  },
]
