import type { Reply } from '@nearcare/shared/contract/types';

type CentreDetail = Reply<'getCentre'>;
type Quote = Reply<'quoteBooking'>;
type ChangeOf = NonNullable<Quote['changeOf']>;
type Booking = Reply<'getBooking'>;
type AvailableDay = Reply<'getCentreAvailability'>['days'][number];

const cancellation: Booking['cancellation'] = {
  freeUntilAt: '2026-11-25T10:00:00.000Z',
  freeUntilOn: '2026-11-25',
  freeUntilTime: '18:00',
  lateFeeFen: 2000,
  noShowFeeFen: 11900,
  sickUntilTime: '08:00',
};

const lines: Booking['quote']['lines'] = [
  { kind: 'care', label: '全日托', reason: '价目表，托小班，1 天', amountFen: 11000 },
  { kind: 'meal', label: '午餐', reason: '价目表，1 天', amountFen: 900 },
];

export function makeQuotedDay(over: Partial<Quote['days'][number]> = {}): Quote['days'][number] {
  return {
    date: '2026-11-26',
    weekday: 4,
    groupId: 'g_0001',
    groupName: '托小班',
    ageGroup: 'juniorToddler',
    from: '07:30',
    to: '18:00',
    lines,
    totalFen: 11900,
    cancellation,
    answerBy: null,
    freePlaces: 2,
    waiting: 0,
    ifAbsentNow: { isInTime: true },
    ...over,
  };
}

/** Thursday 26 November 2026 for 小满 at 栗子树; valid as it stands, give only what the test is about. */
export function makeQuote(over: Partial<Quote> = {}): Quote {
  return {
    id: 'q_0001',
    centreId: 'c_0001',
    centreName: '栗子树托育中心',
    childId: 'k_0001',
    childNickname: '小满',
    mode: 'fullDay',
    days: [makeQuotedDay()],
    refused: [],
    changeOf: null,
    totalFen: 11900,
    currency: 'CNY',
    expiresAt: '2026-11-24T01:27:00.000Z',
    expiresTime: '09:27',
    expiresInSeconds: 900,
    isDemo: true,
    ...over,
  };
}

export function makeBooking(over: Partial<Booking> = {}): Booking {
  return {
    id: 'b_0001',
    request: {
      id: 'r_0001',
      bookings: [{ id: 'b_0001', date: '2026-11-26', weekday: 4, status: 'confirmed' }],
    },
    number: 'YY2611-0382',
    status: 'confirmed',
    entryCode: '4826',
    child: { id: 'k_0001', nickname: '小满' },
    centre: {
      id: 'c_0001',
      name: '栗子树托育中心',
      address: '桥西街道栗树路 18 号',
      phone: '0571-5550-0117',
      point: { lat: 31.42, lng: 111.64, datum: 'wgs84' },
    },
    groupName: '托小班',
    mode: 'fullDay',
    date: '2026-11-26',
    weekday: 4,
    from: '07:30',
    to: '18:00',
    quote: { lines, totalFen: 11900, currency: 'CNY' },
    cancellation,
    versions: [makeVersion()],
    canChange: true,
    answerBy: null,
    answeredAt: null,
    declineReason: null,
    canCancel: true,
    ifCancelledNow: { feeFen: 0, backFen: 11900 },
    cancelledAt: null,
    cancelledBy: null,
    cancelReason: null,
    ifAbsentNow: { isInTime: true },
    absence: null,
    hasAlternatives: false,
    survey: null,
    isBookedAtDesk: false,
    checkedInAt: null,
    checkedOutAt: null,
    bookedAt: '2026-11-24T01:12:00.000Z',
    isDemo: true,
    ...over,
  };
}

/** What a quote is to change: that day, while leaving it costs nothing. */
export function makeChangeOf(over: Partial<ChangeOf> = {}): ChangeOf {
  return {
    bookingId: 'b_0001',
    centreName: '绒球屋',
    mode: 'fullDay',
    date: '2026-11-26',
    weekday: 4,
    groupName: '托小班',
    from: '07:30',
    to: '18:00',
    totalFen: 11900,
    cancellation,
    feeFen: 0,
    ...over,
  };
}

/** What was accepted first. */
export function makeVersion(over: Partial<Booking['versions'][number]> = {}): Booking['versions'][number] {
  return {
    acceptedAt: '2026-11-24T01:12:00.000Z',
    centreName: '绒球屋',
    mode: 'fullDay',
    date: '2026-11-26',
    weekday: 4,
    groupName: '托小班',
    from: '07:30',
    to: '18:00',
    totalFen: 11900,
    feeFen: 0,
    ...over,
  };
}

export function makeDay(over: Partial<AvailableDay> = {}): AvailableDay {
  return {
    date: '2026-11-26',
    weekday: 4,
    state: 'free',
    freePlaces: 2,
    waiting: 0,
    note: null,
    stay: { from: '07:30', to: '18:00' },
    hours: { from: '07:30', to: '18:00', free: Array.from({ length: 21 }, () => 2) },
    priceFen: 11900,
    answerBy: null,
    instead: null,
    ...over,
  };
}

export function makeAvailability(days: AvailableDay[]): Reply<'getCentreAvailability'> {
  return {
    centreId: 'c_0001',
    mode: 'fullDay',
    group: { id: 'g_0001', name: '托小班', ageGroup: 'juniorToddler' },
    limits: null,
    lateStayFrom: null,
    today: '2026-11-24',
    days,
    currency: 'CNY',
    answeredAt: '2026-11-24T01:12:00.000Z',
  };
}

/** A filed centre with one group of 12–24 months, open on workdays. */
export function makeCentre(over: Partial<CentreDetail> = {}): CentreDetail {
  return {
    card: {
      id: 'c_0001',
      name: '栗子树托育中心',
      address: '桥西街道栗树路 18 号',
      districtName: '桥西街道',
      townshipName: null,
      operatorType: 'community',
      isInclusive: true,
      isDemo: true,
      filingStatus: 'filed',
      grade: 'A',
      phone: '0571-5550-0117',
      point: { lat: 31.42, lng: 111.64, datum: 'wgs84' },
      distanceMetres: null,
      walkMinutes: null,
      vacancy: {
        state: 'free',
        places: 2,
        asOf: '2026-11-24T01:00:00.000Z',
        ageMinutes: 12,
        basis: 'centre',
      },
      price: { amountFen: 11000, unit: 'day', mode: 'fullDay', currency: 'CNY' },
    },
    region: { code: 'cn', timeZone: 'Asia/Shanghai', today: '2026-11-24', currency: 'CNY' },
    source: { name: '省平台', asOf: '2026-11-22' },
    registration: {
      body: '禾川市民政局',
      number: null,
      legalNature: 'nonProfit',
      operatorName: null,
      scopeNamesCare: true,
    },
    filing: {
      status: 'filed',
      credentialKind: 'filing',
      receiptNumber: '禾卫托备〔2025〕017 号',
      authority: '禾川市卫生健康局',
      filedOn: '2025-03-12',
      suspendedFrom: null,
      reason: null,
    },
    groups: [
      {
        id: 'g_0001',
        name: '托小班',
        ageGroup: 'juniorToddler',
        minMonths: 12,
        maxMonths: 24,
        places: 15,
        enrolled: 13,
        carers: 3,
        freePlaces: null,
      },
    ],
    groupsFreeOn: null,
    specialDays: [],
    priceForChild: null,
    openingHours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '07:30', to: '18:00' })),
    careModes: ['fullDay'],
    priceList: [
      {
        id: 'p1',
        kind: 'care',
        mode: 'fullDay',
        label: '全日托',
        unit: 'day',
        amountFen: 11000,
        isVoluntary: false,
      },
    ],
    priceListFrom: '2026-09-01',
    discountText: null,
    quality: null,
    staffRatio: null,
    safety: [],
    disclosures: [],
    website: null,
    email: null,
    satisfaction: null,
    ...over,
  };
}

type Family = Reply<'getMyFamily'>;
type Session = Reply<'loginWithWechat'>;

/** What signing in answers, valid for longer than any test runs. */
export function makeSession(): Session {
  return {
    accessToken: 'access-1',
    accessExpiresAt: '2099-01-01T00:00:00.000Z',
    accessExpiresInSeconds: 900,
    refreshToken: 's_1.secret',
    familyId: 'f_0001',
  };
}

/** One guardian with 小满 and nobody else yet. */
export function makeFamily(over: Partial<Family> = {}): Family {
  return {
    id: 'f_0001',
    phoneTail: '8000',
    guardians: [{ id: 'g_0001', isMe: true, phoneTail: '8000', joinedAt: '2026-11-22T01:00:00.000Z' }],
    children: [
      {
        id: 'k_0001',
        nickname: '小满',
        birthOn: '2025-04-08',
        ageMonths: 19,
        addedAt: '2026-11-24T01:00:00.000Z',
      },
    ],
    invitations: [],
    pickups: [],
    pickupCodes: [],
    feeReductions: [],
    cards: [],
    ...over,
  };
}

/** 外婆, who may collect. */
export function makePickup(over: Partial<Family['pickups'][number]> = {}): Family['pickups'][number] {
  return {
    id: 'pu_0001',
    name: '外婆',
    relation: 'grandparent',
    phoneTail: '1234',
    addedAt: '2026-11-24T01:00:00.000Z',
    ...over,
  };
}

type Region = Reply<'listDistricts'>['regions'][number];

/** The region of the demo county on Tuesday 24 November 2026. */
export function makeRegions(over: Partial<Region> = {}): Reply<'listDistricts'> {
  return {
    regions: [
      {
        code: 'cn',
        name: '中国',
        timeZone: 'Asia/Shanghai',
        today: '2026-11-24',
        nextWorkday: '2026-11-24',
        currency: 'CNY',
        bookingHorizonDays: 60,
        maxRadiusMetres: 50000,
        isDemo: true,
        centre: { lat: 31.42, lng: 111.64, datum: 'wgs84' },
        districts: [],
        ...over,
      },
    ],
  };
}

/** Districts of these names around the middle of the demo county. */
export function makeDistricts(...names: string[]): Region['districts'] {
  return names.map((name, index) => ({
    code: `d_${index + 1}`,
    name,
    centre: { lat: 31.42, lng: 111.64, datum: 'wgs84' },
    centres: 3,
  }));
}
