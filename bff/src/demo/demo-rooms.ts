import { toRoomRecord } from '../features/rooms/room-record.js';
import type { RoomRecord } from '../features/rooms/rooms.model.js';
import { china } from '../regions/cn.js';
import { pointAt } from './demo-county.js';

type Given = readonly [
  name: string,
  address: string,
  whereInside: string | null,
  metresEast: number,
  metresNorth: number,
  hours: string | null,
  facilities: RoomRecord['facilities'],
];

const source = { name: '演示数据（禾川市）', asOf: '2026-11-22' };
const all: RoomRecord['facilities'] = [
  ...(['nursingSeat', 'changingTable', 'basin', 'hotWater'] as const),
  ...(['sofa', 'lock', 'accessible'] as const),
];
const plain: RoomRecord['facilities'] = ['nursingSeat', 'changingTable', 'basin'];

/** Where such rooms are found: malls, stations, hospitals, offices that the public visits. */
const given: readonly Given[] = [
  ['栗子广场母婴室', '桥西街道栗树路 88 号', '3 楼，电梯出来左转', 420, 310, '10:00-22:00', all],
  ['万和购物中心母婴室', '桥东街道东桥大街 16 号', '2 楼，童装区旁', 2_150, 520, '10:00-21:30', all],
  ['禾川站母婴候车室', '城关镇站前路 1 号', '进站口右侧', 1_480, -2_050, '05:30-23:30', all],
  ['汽车客运站母婴室', '城关镇南门街 9 号', '候车厅东头', 1_120, -2_760, '06:00-19:30', plain],
  ['市人民医院母婴室', '桥东街道迎春路 30 号', '门诊楼 1 楼，儿科旁', 1_730, 190, '00:00-24:00', all],
  ['市妇幼保健院母婴室', '桥西街道文昌街 6 号', '门诊楼 2 楼，儿保科旁', -800, 700, '00:00-24:00', all],
  ['市图书馆母婴室', '北塘街道书院路 12 号', '1 楼，少儿阅览室内', 350, 2_480, '09:00-20:30', plain],
  ['政务服务中心母婴室', '河畔新区新城路 1 号', '1 楼大厅，咨询台后', -2_600, 1_150, '09:00-17:00', plain],
  [
    '滨河公园母婴室',
    '河畔新区滨河大道 200 号',
    '游客中心内',
    -3_100,
    1_900,
    '08:00-18:00',
    ['nursingSeat', 'changingTable'],
  ],
  ['青年路地下商街母婴室', '桥东街道青年路 55 号', 'B1，3 号口旁', 2_700, 90, '09:30-21:00', plain],
  ['北塘社区卫生服务中心母婴室', '北塘街道北塘路 66 号', '接种门诊旁', 620, 3_240, '08:00-17:00', plain],
  // Some sources don't say when a room is open.
  ['南圩镇卫生院母婴室', '南圩镇圩上街 20 号', null, -1_650, -7_350, null, ['nursingSeat', 'basin']],
];

/** The mother-baby rooms of the demo county. Pure: always the same, ids included. */
export function demoRooms(): RoomRecord[] {
  return given.map(([name, address, whereInside, east, north, hours, facilities]) => {
    const [from = '', to = ''] = hours?.split('-') ?? [];
    const week = hours ? [1, 2, 3, 4, 5, 6, 7] : [];
    return toRoomRecord(name, {
      ...{ name, address, whereInside, facilities, source },
      regionCode: china.code,
      point: pointAt(east, north),
      openingHours: week.map((weekday) => ({ weekday, from, to })),
      isDemo: true,
    });
  });
}
