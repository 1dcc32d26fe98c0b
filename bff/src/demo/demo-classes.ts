import { addDays, weekdayOf } from '@nearcare/shared/rules/civil-date';
import type { ClassDoc } from '../features/classes/classes.model.js';
import { timesOf } from '../features/classes/desk/new-class.rules.js';
import { derivedId } from '../lib/ids.js';
import { civilNow } from '../lib/zone.js';
import { china } from '../regions/cn.js';
import { pointAt } from './demo-county.js';
import { demoExperts } from './demo-guidance.js';
import { demoDistricts } from './places.js';

type Given = Pick<ClassDoc, 'kind' | 'topic' | 'title' | 'about' | 'ageFromMonths' | 'ageToMonths'> & {
  /** Name of the expert who holds it, as the pool has it. */
  expert: string;
};
type Place = {
  name: string;
  kind: 'childrensHome' | 'communityCentre';
  address: string;
  east: number;
  north: number;
};
/** ISO weekday, how many weeks later than the next such day, from and to. */
type When = readonly [weekday: number, weeks: number, from: string, to: string];

const home: Place = {
  ...{ name: '桥西儿童之家', kind: 'childrensHome', address: '桥西街道栗树路 12 号' },
  ...{ east: 380, north: 240 },
};
const hall: Place = {
  ...{ name: '北塘社区中心', kind: 'communityCentre', address: '北塘街道书院路 3 号' },
  ...{ east: 420, north: 2_700 },
};

const talk = (
  title: string,
  about: string,
  [kind, topic]: readonly [Given['kind'], Given['topic']],
  [ageFromMonths, ageToMonths]: readonly [number, number],
  expert: string,
): Given => ({ kind, topic, title, about: `演示：${about}`, ageFromMonths, ageToMonths, expert });

const onSite: readonly (readonly [Given, Place, When, seats: number])[] = [
  [
    talk(
      '爬走跑：在家能玩的 8 个游戏',
      '一起动起来，地垫和玩具都有。',
      ['activity', 'motor'],
      [12, 30],
      '周敏（演示）',
    ),
    ...([home, [6, 0, '10:00', '11:00'], 12] as const),
  ],
  [
    talk('手指和勺子：自己吃饭', '带一把孩子的勺子来。', ['activity', 'nutrition'], [10, 24], '周敏（演示）'),
    ...([home, [7, 0, '15:00', '16:00'], 8] as const),
  ],
  [
    talk(
      '说出来：从指到两个词',
      '老师示范怎样回应孩子的声音。',
      ['lecture', 'language'],
      [12, 30],
      '罗远山（演示）',
    ),
    ...([hall, [3, 0, '19:00', '20:00'], 30] as const),
  ],
  [
    talk('绘本时间', '每家带走一张书单。', ['activity', 'cognition'], [18, 36], '罗远山（演示）'),
    ...([hall, [6, 1, '10:00', '11:00'], 10] as const),
  ],
  [
    talk('洗手、刷牙和脱尿布', '什么时候开始，怎么不较劲。', ['lecture', 'habits'], [18, 36], '何静（演示）'),
    ...([home, [4, 1, '19:00', '20:00'], 20] as const),
  ],
  [
    talk('哭了怎么办', '分离焦虑和发脾气，一家一家说。', ['activity', 'social'], [12, 36], '陶慧（演示）'),
    ...([hall, [7, 1, '10:00', '11:30'], 6] as const),
  ],
];
const live: readonly (readonly [Given, When])[] = [
  [
    talk(
      '不肯吃饭，是真的不饿吗',
      '边讲边答，问题写在直播间里。',
      ['lecture', 'nutrition'],
      [8, 36],
      '周敏（演示）',
    ),
    [2, 0, '20:00', '21:00'],
  ],
  [
    talk('睡整觉：先做这三件事', '边讲边答。', ['lecture', 'sleep'], [4, 24], '何静（演示）'),
    [5, 0, '20:00', '21:00'],
  ],
  [
    talk('打人、抢玩具：两岁的边界', '边讲边答。', ['lecture', 'social'], [18, 36], '陶慧（演示）'),
    [2, 1, '20:00', '21:00'],
  ],
];
/** Listed once they have a recording. */
const recorded: readonly (readonly [key: string, Given])[] = [
  ['sleep', talk('一岁半睡整觉', '随时可以听。', ['lecture', 'sleep'], [12, 24], '何静（演示）')],
  ['feeding', talk('第一口辅食', '随时可以听。', ['lecture', 'nutrition'], [5, 12], '周敏（演示）')],
  [
    'talking',
    talk('每天十分钟，说给他听', '随时可以听。', ['lecture', 'language'], [6, 24], '罗远山（演示）'),
  ],
];

/** Of a recorded demo class: whoever makes its recording finds it by this. */
export const demoRecordedId = (key: string): string => derivedId('cl', 'demo', 'recorded', key);

/**
 * Classes of the demo county's first district in the two weeks from now, and recorded ones. The same all week: those of
 * earlier weeks stay as they were, and nobody is signed up.
 */
export function demoClasses(now: Date): ClassDoc[] {
  const today = civilNow(china.timeZone, now).date;
  return [
    ...onSite.map(([given, place, when, seats]) => {
      const [lng, lat] = pointAt(place.east, place.north).coordinates;
      const { name, kind, address } = place;
      return dated(
        given,
        when,
        { way: 'onSite', seats, venue: { name, kind, address, lat, lng } },
        today,
        now,
      );
    }),
    ...live.map(([given, when]) => dated(given, when, { way: 'live', seats: null, venue: null }, today, now)),
    ...recorded.map(([key, given]): ClassDoc => {
      const _id = demoRecordedId(key);
      return { ...common(given, now), _id, way: 'recorded', seats: null, venue: null, sessions: [] };
    }),
  ];
}

function dated(
  given: Given,
  [weekday, weeks, from, to]: When,
  held: Pick<ClassDoc, 'way' | 'seats' | 'venue'>,
  today: string,
  now: Date,
): ClassDoc {
  const date = addDays(today, ((weekday - weekdayOf(today) + 6) % 7) + 1 + 7 * weeks);
  const _id = derivedId('cl', 'demo', given.title, date);
  return { ...common(given, now), ...held, _id, sessions: timesOf([{ date, from, to }], china.timeZone) };
}

function common(
  { expert, ...given }: Given,
  now: Date,
): Omit<ClassDoc, '_id' | 'way' | 'seats' | 'venue' | 'sessions'> {
  const [{ code: districtCode, name }] = demoDistricts;
  const known = demoExperts().find((one) => one.name === expert);
  return {
    ...given,
    ...{ rev: 0, bodyPrint: '', deskKey: `district:${districtCode}`, epoch: 0 },
    ...{ publishedAt: now, publishedBy: 'demo', status: 'published', priceFen: 0, currency: china.currency },
    organiser: { kind: 'district', centreId: null, districtCode, name },
    experts: [{ id: known?._id ?? null, name: expert, title: known?.title ?? null }],
    ...{ mostPerFamily: 2, signUpOpensAt: now, signUpClosesHours: 0, cancelHours: 2, changes: [] },
    ...{ recording: null, replayOf: null, timeZone: china.timeZone, regionCode: china.code, isDemo: true },
  };
}
