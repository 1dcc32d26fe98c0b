import type { CentreRecord } from '../features/centres/centres.records.js';

type OperatorType = CentreRecord['operatorType'];

/**
 * Districts of the demo county: middle in km east and north of the county's own, spread in km, streets. Codes begin
 * with 99, which GB/T 2260 gives to no province.
 */
export const demoDistricts = [
  {
    code: '990181001',
    name: '桥西街道',
    east: 0,
    north: 0,
    spread: 1.1,
    streets: ['栗树路', '文昌街', '河沿路', '学府巷', '柳荫路'],
  },
  {
    code: '990181002',
    name: '桥东街道',
    east: 2.3,
    north: 0.4,
    spread: 1.2,
    streets: ['东桥大街', '迎春路', '槐花巷', '青年路'],
  },
  {
    code: '990181003',
    name: '北塘街道',
    east: 0.4,
    north: 2.9,
    spread: 1.2,
    streets: ['北塘路', '荷香街', '书院路', '水塔巷'],
  },
  {
    code: '990181004',
    name: '河畔新区',
    east: -2.9,
    north: 1.3,
    spread: 1.6,
    streets: ['滨河大道', '新城路', '银杏路', '创业街'],
  },
  {
    code: '990181101',
    name: '城关镇',
    east: 1.3,
    north: -2.4,
    spread: 1.4,
    streets: ['城关大街', '鼓楼路', '南门街', '粮站巷'],
  },
  {
    code: '990181102',
    name: '南圩镇',
    east: -1.6,
    north: -7.5,
    spread: 1.0,
    streets: ['圩上街', '稻香路', '渡口路'],
  },
  {
    code: '990181103',
    name: '青石镇',
    east: 9.4,
    north: 3.8,
    spread: 1.1,
    streets: ['青石街', '窑厂路', '桃园路'],
  },
  { code: '990181201', name: '云岭乡', east: -10.5, north: 8.2, spread: 1.5, streets: ['云岭路', '茶场路'] },
] as const;

export type DemoDistrict = (typeof demoDistricts)[number];

const names = (text: string, toName: (word: string) => string): string[] => text.split(' ').map(toName);

/** Names of the generated centres by operator type; each is used once. The three of the handoff are written out apart. */
export const demoNames: Readonly<Record<OperatorType, readonly string[]>> = {
  public: [
    '禾川市托育综合服务中心',
    '禾川市第一托育园',
    '禾川市第二托育园',
    '北塘街道公办托育园',
    '河畔新区公办托育园',
    '城关镇中心托育园',
    '南圩镇公办托育园',
    '青石镇公办托育园',
  ],
  community: names(
    '柳荫 迎春 文昌 荷香 槐花 银杏 鼓楼 南门 水塔 学府 桃园 稻香 新城 青年 书院 渡口',
    (word) => `${word}社区托育点`,
  ),
  employer: names(
    '禾川纺织厂 河畔电子园 大河物流 禾川公交 青石陶瓷厂 禾川自来水 云岭茶场 创业园',
    (word) => `${word}职工托育园`,
  ),
  kindergarten: names(
    '桥西中心 桥东第一 北塘实验 城关中心 河畔新区 小星星 蓝天 鼓楼 南圩中心 青石中心 金穗 春芽 云岭 童心',
    (word) => `${word}幼儿园托班`,
  ),
  medical: [
    '桥东社区卫生服务中心托育点',
    '市中医院托育园',
    '北塘社区卫生服务中心托育点',
    '城关镇卫生院托育点',
    '青石镇卫生院托育点',
  ],
  private: names(
    '小蜗牛 蒲公英 萤火虫 豆芽 麦田 小树苗 暖窝 云朵 石榴籽 小溪流 布谷鸟 月牙儿 南瓜车 小水滴 橘子园 竹蜻蜓 半亩田 小木屋',
    (word) => `${word}托育中心`,
  ),
  familyCarePoint: names('向阳 小院 桂花 邻里 石桥 竹篱 老街 安和', (word) => `${word}家庭托育点`),
};
