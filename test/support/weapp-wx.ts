/** What `wx.request` answers in this run; throw to fail the request as a dead network does. */
export type WeappServer = (request: {
  url: string;
  method: string;
  data: unknown;
  header: Record<string, string>;
}) => { statusCode: number; data: unknown } | Promise<{ statusCode: number; data: unknown }>;

type Handlers = {
  success?: (answer: object) => void;
  fail?: (answer: object) => void;
  complete?: (answer: object) => void;
};
/** Answers nothing was found, as WeChat does for a node that is not drawn. */
export function selectorQuery(): object {
  const query: Record<string, unknown> = {};
  for (const name of [
    'in',
    'select',
    'selectAll',
    'selectViewport',
    'boundingClientRect',
    'scrollOffset',
    'fields',
    'node',
  ]) {
    query[name] = () => query;
  }
  query['exec'] = (done?: (rows: unknown[]) => void) => setTimeout(() => done?.([null]));
  return query;
}

type PrivacyAnswer = { event: 'exposureAuthorization' | 'agree' | 'disagree'; buttonId?: string };
type PrivacyListener = (resolve: (answer: PrivacyAnswer) => void, info: { referrer: string }) => void;

/** The phone and its owner, and what WeChat saw them do. */
export type WeappPhone = {
  /** Given when asked; without one the owner refuses. */
  readonly location?: { readonly latitude: number; readonly longitude: number };
  /** The owner has not yet agreed to the privacy guide: WeChat holds the location back until then. */
  readonly asksPrivacy?: boolean;
  /** Ids of the agree buttons that were tapped: WeChat believes no other `agree`. */
  readonly tappedAgree: Set<string>;
  /** Calls worth looking at, by name, in order. */
  readonly calls: string[];
  /** What the app kept on the phone the last time. */
  readonly stored?: Readonly<Record<string, unknown>>;
  /** Files of the app by path. */
  readonly files?: Map<string, string>;
};

/** WeChat's API as far as this product calls it, on a phone of 390×844. */
export function makeWx(server: WeappServer, phone: WeappPhone): Record<string, unknown> {
  const storage = new Map<string, unknown>(Object.entries(phone.stored ?? {}));
  const files = phone.files ?? new Map<string, string>();
  const windowInfo = {
    windowWidth: 390,
    windowHeight: 844,
    pixelRatio: 3,
    statusBarHeight: 47,
    screenWidth: 390,
    screenHeight: 844,
  };
  const appInfo = {
    fontSizeSetting: 16,
    fontSizeScaleFactor: 1,
    SDKVersion: '3.7.0',
    language: 'zh_CN',
    theme: 'light',
  };
  const system = {
    ...windowInfo,
    ...appInfo,
    platform: 'ios',
    brand: 'iPhone',
    model: 'iPhone',
    system: 'iOS 17',
  };
  const succeed = (answer: object) => (options: Handlers) => {
    setTimeout(() => (options.success?.(answer), options.complete?.(answer)));
  };
  const refuse = (errMsg: string) => (options: Handlers) => {
    setTimeout(() => (options.fail?.({ errMsg }), options.complete?.({ errMsg })));
  };
  let logins = 0;
  let privacyListener: PrivacyListener | null = null;
  let hasAgreed = phone.asksPrivacy !== true;
  const afterPrivacy = (name: string, run: (options: Handlers) => void) => (options: Handlers) => {
    const fail = refuse(`${name}:fail privacy permission is not authorized`);
    if (hasAgreed) return run(options);
    if (privacyListener === null) return fail(options);
    privacyListener(
      ({ event, buttonId = '' }) => {
        phone.calls.push(`privacy ${event}`);
        if (event === 'exposureAuthorization') return;
        hasAgreed = event === 'agree' && phone.tappedAgree.has(buttonId);
        (hasAgreed ? run : fail)(options);
      },
      { referrer: name },
    );
  };
  const wx: Record<string, unknown> = {
    env: { USER_DATA_PATH: 'wxfile://usr' },
    getFileSystemManager: () => ({
      writeFileSync: (file: string, text: string) => void files.set(file, text),
      unlink: (options: Handlers & { filePath: string }) => {
        files.delete(options.filePath);
        succeed({ errMsg: 'unlink:ok' })(options);
      },
    }),
    shareFileMessage: (options: Handlers & { filePath: string }) => {
      const text = files.get(options.filePath);
      phone.calls.push(`shareFileMessage ${text ?? ''}`);
      (text === undefined ? refuse('shareFileMessage:fail no file') : succeed({}))(options);
    },
    setClipboardData: (options: Handlers & { data: string }) => {
      phone.calls.push(`setClipboardData ${options.data}`);
      succeed({ errMsg: 'setClipboardData:ok' })(options);
    },
    onNeedPrivacyAuthorization: (listener: PrivacyListener) => {
      phone.calls.push('onNeedPrivacyAuthorization');
      privacyListener = listener;
    },
    openPrivacyContract: (options: Handlers) => {
      phone.calls.push('openPrivacyContract');
      succeed({ errMsg: 'openPrivacyContract:ok' })(options);
    },
    getWindowInfo: () => windowInfo,
    getAppBaseInfo: () => appInfo,
    getDeviceInfo: () => system,
    getSystemInfoSync: () => system,
    getMenuButtonBoundingClientRect: () => ({
      top: 51,
      bottom: 83,
      left: 296,
      right: 383,
      width: 87,
      height: 32,
    }),
    getLaunchOptionsSync: () => ({ path: '', query: {}, scene: 1001 }),
    getEnterOptionsSync: () => ({ path: '', query: {}, scene: 1001 }),
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void storage.set(key, value),
    removeStorageSync: (key: string) => void storage.delete(key),
    getStorageInfoSync: () => ({ keys: [...storage.keys()], currentSize: 1, limitSize: 10_240 }),
    canIUse: () => true,
    nextTick: (run: () => void) => setTimeout(run),
    createSelectorQuery: selectorQuery,
    createMapContext: () => ({
      moveToLocation: () => {},
      includePoints: () => {},
      getRegion: refuse('getRegion:fail'),
    }),
    createIntersectionObserver: () => ({
      relativeToViewport: () => ({ observe: () => {} }),
      disconnect: () => {},
    }),
    getLocation: afterPrivacy(
      'getLocation',
      phone.location ? succeed(phone.location) : refuse('getLocation:fail auth deny'),
    ),
    chooseLocation: refuse('chooseLocation:fail cancel'),
    // Each code works once, so each call brings another.
    login: (options: Handlers) => {
      logins += 1;
      succeed({ code: `login-${logins}`, errMsg: 'login:ok' })(options);
    },
    getNetworkType: succeed({ networkType: 'wifi' }),
    request(
      options: Handlers & { url: string; method?: string; data?: unknown; header?: Record<string, string> },
    ) {
      const { url, method = 'GET', data, header = {} } = options;
      Promise.resolve()
        .then(() => server({ url, method, data, header }))
        .then(({ statusCode, data }) => ({
          statusCode,
          data: structuredClone(data),
          header: {},
          errMsg: 'request:ok',
        }))
        .then(options.success, () => options.fail?.({ errMsg: 'request:fail' }))
        .then(
          () => options.complete?.({}),
          () => undefined,
        );
      return { abort: () => {}, onHeadersReceived: () => {}, offHeadersReceived: () => {} };
    },
  };
  for (const name of [
    'onNetworkStatusChange',
    'offNetworkStatusChange',
    'onWindowResize',
    'offWindowResize',
    'onThemeChange',
  ]) {
    wx[name] = () => {};
  }
  const acts =
    'navigateTo redirectTo switchTab reLaunch navigateBack setNavigationBarTitle showToast hideToast showModal pageScrollTo';
  for (const name of acts.split(' ')) wx[name] = succeed({ errMsg: `${name}:ok` });
  return wx;
}
