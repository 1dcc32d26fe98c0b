/**
 * Who may import whom. Each rule has a fixture in test/checks that breaks it, so that none goes blind unnoticed.
 * A rule's comment is what a developer reads when it fires.
 */
const test = '\\.test\\.tsx?$';
const testSupport = '^miniapp/src/test-support/';
const typeOnly = ['type-only'];
const feature = '^bff/src/features/([^/]+)/';
const anyNpm = ['npm', 'npm-dev', 'npm-peer', 'npm-optional', 'npm-bundled', 'npm-no-pkg', 'npm-unknown'];

/** Taro finds these by name or by its configuration, never by an import. */
const loadedByTaro = [
  '\\.h5\\.tsx?$',
  '^miniapp/config/aria-attributes\\.ts$',
  '^miniapp/src/custom-tab-bar/index\\.tsx$',
  '^miniapp/src/api/abort-controller\\.ts$',
  '^miniapp/src/platform/no-live-player\\.ts$',
];

const everywhere = [
  {
    name: 'no-cycles',
    comment:
      'Files that need each other while loading see each other half-made. Cycles of types alone are harmless.',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: typeOnly } },
  },
  {
    name: 'no-orphans',
    comment: 'Nothing imports this file and it imports nothing: either it is dead or it is not wired up.',
    from: {
      orphan: true,
      pathNot: ['(^|/)[^/]+\\.config\\.[cm]?[jt]s$', '\\.d\\.ts$', '^test/', ...loadedByTaro],
    },
    to: {},
  },
  {
    name: 'no-unresolvable',
    comment: 'This import leads nowhere.',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'source-imports-no-test',
    comment: 'Code that ships must not need code that does not.',
    from: { path: '^(shared|bff|miniapp)/src/', pathNot: [test, testSupport] },
    to: { path: [test, testSupport, '^test/', 'node_modules/(\\.pnpm/)?(vitest|fast-check)[@/]'] },
  },
];

const shared = [
  {
    name: 'shared-stands-alone',
    comment: 'shared is below all others: it may import nothing of bff, miniapp or test.',
    from: { path: '^shared/' },
    to: { path: '^(bff|miniapp|test)/' },
  },
  {
    name: 'shared-needs-no-platform',
    comment: 'shared runs in WeChat and on the server: no Node module, no package but typebox in schemas/.',
    from: { path: '^shared/src/', pathNot: test },
    to: { dependencyTypes: ['core', ...anyNpm], pathNot: 'typebox' },
  },
  {
    name: 'typebox-only-in-schemas',
    comment: 'contract/ and rules/ reach the phone; typebox must not.',
    from: { path: '^shared/src/(contract|rules)/', pathNot: test },
    to: { path: 'typebox', dependencyTypesNot: typeOnly },
  },
  {
    name: 'contract-takes-schemas-as-types',
    comment: 'contract/ and rules/ reach the phone: schemas come in by `import type`, which leaves no byte.',
    from: { path: '^shared/src/(contract|rules)/', pathNot: test },
    to: { path: '^shared/src/(schemas|operations)/', dependencyTypesNot: typeOnly },
  },
];

const bff = [
  {
    name: 'bff-knows-no-client',
    comment: 'The server must build and run without the mini-program and without the tests.',
    from: { path: '^bff/', pathNot: test },
    to: { path: '^(miniapp|test)/' },
  },
  {
    name: 'features-meet-in-public',
    comment: 'What one feature may use of another stands in <feature>.public.ts.',
    from: { path: feature },
    to: { path: '^bff/src/features/[^/]+/', pathNot: ['^bff/src/features/$1/', '\\.public\\.ts$'] },
  },
  {
    name: 'routes-leave-the-store-to-services',
    comment: 'HTTP calls the use case; only services and models touch documents.',
    from: { path: '\\.routes\\.ts$' },
    to: { path: '\\.model\\.ts$', dependencyTypesNot: typeOnly },
  },
  {
    name: 'services-know-no-http',
    comment: 'A use case is called by routes, jobs, commands and tests alike.',
    from: { path: '\\.(service|model|rules)\\.ts$' },
    to: { path: ['node_modules/(\\.pnpm/)?@?fastify', '\\.routes\\.ts$'] },
  },
  {
    name: 'services-need-no-plugin',
    comment: 'A use case must run without the HTTP server; what a plugin offers comes in as an argument.',
    from: { path: '\\.(service|model|rules)\\.ts$' },
    to: { path: '^bff/src/plugins/', dependencyTypesNot: typeOnly },
  },
  {
    name: 'rules-are-pure',
    comment:
      'Rules decide: no store, no clock, no Node. They may use shared/, regions/, zone maths and what other features publish.',
    from: { path: '^bff/src/features/.*\\.rules\\.ts$' },
    to: {
      pathNot: [
        '^shared/',
        '\\.rules\\.ts$',
        '\\.public\\.ts$',
        '^bff/src/regions/',
        '^bff/src/lib/zone\\.ts$',
      ],
      dependencyTypesNot: typeOnly,
    },
  },
  {
    name: 'rules-reach-no-store',
    comment: 'Not even through what another feature publishes may a rule come to the store or to HTTP.',
    from: { path: '^bff/src/features/.*\\.rules\\.ts$' },
    to: { path: 'node_modules/(\\.pnpm/)?(mongoose|fastify)[@/]', reachable: true },
  },
  {
    name: 'models-hold-the-store',
    comment:
      'mongoose stays in *.model.ts, plugins/store.ts, ops/ and demo/: a query has one place to be looked for.',
    from: {
      path: '^bff/src/',
      pathNot: ['\\.model\\.ts$', '^bff/src/plugins/store\\.ts$', '^bff/src/(ops|demo)/', test],
    },
    to: { path: 'node_modules/(\\.pnpm/)?(mongoose|mongodb)[@/]' },
  },
  {
    name: 'base-knows-no-feature',
    comment: 'lib/, regions/, keys/ and plugins/ serve all features and know none.',
    from: { path: '^bff/src/(lib|regions|keys|plugins)/' },
    to: { path: '^bff/src/(features|demo|ops)/' },
  },
  {
    name: 'lib-is-the-bottom',
    comment: 'lib/ and regions/ need nothing above them.',
    from: { path: '^bff/src/(lib|regions)/', pathNot: test },
    to: { path: '^bff/src/', pathNot: '^bff/src/(lib|regions)/' },
  },
  {
    name: 'shell-is-the-top',
    comment: 'app.ts, wiring/ and server.ts put the parts together; no part reaches back up.',
    from: { path: '^bff/src/(features|lib|regions|keys|plugins|embedded-store)/' },
    to: { path: '^bff/src/((app|server)\\.ts$|wiring/)' },
  },
  {
    name: 'embedded-store-stands-alone',
    comment:
      'The store speaks Mongo and knows nothing of childcare: it imports nothing of ours outside its folder.',
    from: { path: '^bff/src/embedded-store/' },
    to: { path: '^(bff|shared|miniapp|test)/', pathNot: '^bff/src/embedded-store/' },
  },
];

/** Parts of the browser's map, which only *.h5.tsx may load. */
const leafletParts = '^miniapp/src/features/centres/map/(leaflet-map|leaflet-marks|quilt-layer)\\.ts$';

const miniapp = [
  {
    name: 'miniapp-knows-no-server',
    comment: 'The phone knows the contract, not the code behind it.',
    from: { path: '^miniapp/' },
    to: { path: '^(bff|test)/' },
  },
  {
    name: 'miniapp-takes-schemas-as-types',
    comment: 'A schema imported as a value would put typebox on the phone.',
    from: { path: '^miniapp/' },
    to: { path: '^shared/src/(schemas|operations)/', dependencyTypesNot: typeOnly },
  },
  {
    name: 'miniapp-features-know-no-page',
    comment: 'pages -> features -> ui, api, platform.',
    from: { path: '^miniapp/src/(features|ui|api|platform)/' },
    to: { path: '^miniapp/src/(pages|packages|app\\.)' },
  },
  {
    name: 'miniapp-base-knows-no-feature',
    comment: 'pages -> features -> ui, api, platform.',
    from: { path: '^miniapp/src/(ui|api|platform)/' },
    to: { path: '^miniapp/src/features/' },
  },
  {
    name: 'miniapp-features-stay-apart',
    comment: 'Pages compose features; a part that two features need belongs in ui/ or api/.',
    from: { path: '^miniapp/src/features/([^/]+)/' },
    to: { path: '^miniapp/src/features/[^/]+/', pathNot: '^miniapp/src/features/$1/' },
  },
  {
    name: 'miniapp-platform-is-the-bottom',
    comment: 'platform/ wraps the device and needs nothing of ours above it.',
    from: { path: '^miniapp/src/platform/' },
    to: { path: '^miniapp/src/', pathNot: '^miniapp/src/platform/' },
  },
  {
    name: 'device-only-in-platform',
    comment:
      'Refusals and differences of devices are handled once: only platform/ and api/ import @tarojs/taro.',
    from: { path: '^miniapp/src/', pathNot: ['^miniapp/src/(platform|api|test-support)/', test] },
    to: { path: 'node_modules/(\\.pnpm/)?@tarojs[+/]taro[@/]', dependencyTypesNot: typeOnly },
  },
  {
    name: 'leaflet-only-in-h5',
    comment: 'Leaflet needs a browser: *.h5.tsx and its own parts have it, so no byte of it reaches WeChat.',
    from: { path: '^miniapp/src/', pathNot: ['\\.h5\\.tsx?$', leafletParts] },
    to: { path: ['node_modules/(\\.pnpm/)?(@types[+/])?leaflet[@/]', leafletParts] },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...everywhere, ...shared, ...bff, ...miniapp].map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^[a-z]+/dist/', '^bff/bundle/', '^test/checks/fixtures/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.depcruise.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'require', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.cjs', '.js', '.json', '.css'],
    },
  },
};
