import type { Reply } from '@nearcare/shared/contract/types';

type Desk = Reply<'getDesk'>;
type Open = NonNullable<Desk['open']>;
type Roster = Reply<'deskListRoster'>;

/** 王老师 at 栗子树托育中心, its desk open, with two groups. */
export function makeDesk(over: Partial<Open> = {}): Desk {
  return {
    memberships: [{ id: 'm_0001', role: 'staff', placeName: '栗子树托育中心', isConfirmed: true }],
    open: {
      membershipId: 'm_0001',
      role: 'staff',
      name: '王老师',
      centre: {
        id: 'c_0001',
        name: '栗子树托育中心',
        isDemo: true,
        groups: [
          { id: 'g_0001', name: '豆豆班', ageGroup: 'juniorToddler', places: 15 },
          { id: 'g_0002', name: '果果班', ageGroup: 'seniorToddler', places: 12 },
        ],
      },
      district: null,
      openUntil: '2026-11-24T12:00:00.000Z',
      today: '2026-11-24',
      ...over,
    },
  };
}

/** 李科员 of a district. */
export function makeOfficerDesk(): Desk {
  return makeDesk({
    role: 'officer',
    name: '李科员',
    centre: null,
    district: { code: 'd_1', name: '桥西街道' },
  });
}

/** 豆豆班 on Tuesday 24 November 2026: 安安 is booked, parents see two places. */
export function makeRoster(over: Partial<Roster> = {}): Roster {
  return {
    groupId: 'g_0001',
    groupName: '豆豆班',
    date: '2026-11-24',
    isOpen: true,
    closedReason: null,
    opensAt: '08:00',
    closesAt: '10:00',
    places: 15,
    usualPlaces: 15,
    isOverbooked: false,
    presence: [
      { from: '08:00', children: 12 },
      { from: '08:30', children: 13 },
      { from: '09:00', children: 13 },
      { from: '09:30', children: 4 },
    ],
    freePlaces: 2,
    ...{ waiting: 0, offered: 0, line: [] },
    told: null,
    children: [
      {
        bookingId: 'b_0001',
        childId: 'k_0001',
        nickname: '安安',
        ageMonths: 22,
        from: '08:00',
        to: '09:30',
        status: 'confirmed',
        symptom: null,
      },
    ],
    enrolled: [],
    ...over,
  };
}

export function makeDeskFeeReduction(
  over: Partial<Reply<'deskGetFeeReduction'>> = {},
): Reply<'deskGetFeeReduction'> {
  return {
    id: 'fr_0001',
    childId: 'k_0001',
    kind: 'multipleChildren',
    state: 'requested',
    reason: null,
    districtName: '桥西街道',
    proofs: [],
    requestedAt: '2026-11-23T01:00:00.000Z',
    answerBy: '2026-12-15T09:00:00.000Z',
    decidedAt: null,
    childNickname: '小满',
    childAgeMonths: 19,
    note: null,
    ...over,
  };
}

type DistrictCentre = Reply<'deskListCentres'>['items'][number];

/** A filed centre as an officer sees it. */
export function makeDistrictCentre(over: Partial<DistrictCentre> = {}): DistrictCentre {
  return {
    ...{
      id: 'c_0001',
      name: '栗子树托育中心',
      filingStatus: 'filed',
      places: 45,
      told: null,
      suspension: null,
    },
    ...over,
  };
}
