export default defineAppConfig({
  pages: ['pages/find/index', 'pages/classes/index', 'pages/bookings/index', 'pages/me/index'],
  subPackages: [
    { root: 'pages/centre', name: 'centre', pages: ['index', 'saved', 'compare'] },
    { root: 'pages/care-now', name: 'care-now', pages: ['index'] },
    { root: 'pages/booking', name: 'booking', pages: ['choose', 'quote', 'card', 'change', 'waitlist'] },
    { root: 'pages/enrolment', name: 'enrolment', pages: ['index', 'apply', 'summary'] },
    {
      root: 'pages/family',
      name: 'family',
      pages: [
        'index',
        'join',
        'child',
        'add-child',
        'add-pickup',
        'new-pickup-code',
        'pickup-code',
        'fee-reduction',
        'printed-card',
        'devices',
      ],
    },
    { root: 'pages/class', name: 'class', pages: ['index', 'mine', 'calendar', 'lesson', 'live'] },
    {
      root: 'pages/guidance',
      name: 'guidance',
      pages: ['index', 'experts', 'expert', 'questions', 'visits', 'visit', 'request'],
    },
    {
      root: 'pages/complaint',
      name: 'complaint',
      pages: ['index', 'file', 'progress', 'mine', 'track', 'counts'],
    },
    { root: 'pages/notices', name: 'notices', pages: ['index'] },
    {
      root: 'pages/privacy',
      name: 'privacy',
      pages: ['index', 'accesses', 'document', 'export', 'delete', 'receipt'],
    },
    {
      root: 'pages/desk',
      name: 'desk',
      pages: [
        ...['index', 'join', 'pickup', 'fee-reduction', 'enrolments', 'enrolment'],
        ...['complaints', 'complaint', 'hand-over', 'centre-complaints', 'centre-complaint'],
      ],
    },
    {
      root: 'pages/desk-classes',
      name: 'desk-classes',
      pages: [
        ...['index', 'class', 'edit', 'live', 'lesson'],
        ...['questions', 'question', 'visits', 'visit', 'coverage'],
      ],
    },
  ],
  preloadRule: {
    'pages/find/index': { network: 'all', packages: ['centre', 'booking'] },
    'pages/classes/index': { network: 'all', packages: ['class'] },
  },
  window: {
    navigationStyle: 'custom',
    navigationBarTitleText: '就近托',
    navigationBarTextStyle: 'black',
    backgroundColor: '#EEF3F8',
    backgroundTextStyle: 'dark',
  },
  // Our own bar is drawn by PageShell on each tab page; `custom` keeps WeChat's away.
  tabBar: {
    custom: true,
    color: '#58647E',
    selectedColor: '#2C4F97',
    backgroundColor: '#FFFFFF',
    borderStyle: 'white',
    list: [
      { pagePath: 'pages/find/index', text: '找托育' },
      { pagePath: 'pages/classes/index', text: '课堂' },
      { pagePath: 'pages/bookings/index', text: '预约' },
      { pagePath: 'pages/me/index', text: '我的' },
    ],
  },
  lazyCodeLoading: 'requiredComponents',
  // getLocation and getFuzzyLocation exclude each other in WeChat; walking distances need the precise one.
  requiredPrivateInfos: ['getLocation', 'chooseLocation'],
  permission: { 'scope.userLocation': { desc: '用来找离你近的托育机构，只用一次，不保存' } },
});
