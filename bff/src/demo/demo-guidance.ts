import type { ExpertDoc, Topic } from '../features/experts/experts.model.js';
import type { GuidanceBase } from '../features/guidance/coverage/bases.model.js';
import { derivedId } from '../lib/ids.js';
import { china } from '../regions/cn.js';
import { demoDistricts } from './places.js';

type Given = readonly [
  name: string,
  title: string,
  kind: ExpertDoc['employer']['kind'],
  employer: string,
  fields: readonly Topic[],
  languages: readonly string[],
  introduction: string,
];

/** People who exist only here, each said to be 演示 in the name itself: nobody asks them in earnest. */
const given: readonly Given[] = [
  [
    ...(['周敏（演示）', '儿童保健科主任医师', 'hospital', '禾川市妇幼保健院'] as const),
    ...([
      ['nutrition', 'motor'],
      ['普通话', '禾川话'],
      '做了二十多年儿童保健，常讲添加辅食和大动作。',
    ] as const),
  ],
  [
    ...(['何静（演示）', '副主任护师', 'hospital', '禾川市人民医院'] as const),
    ...([['sleep', 'habits'], ['普通话'], '讲睡眠、洗护和在家照护。'] as const),
  ],
  [
    ...(['罗远山（演示）', '学前教育系副教授', 'university', '禾川学院'] as const),
    ...([['language', 'cognition'], ['普通话', 'English'], '研究两岁前后的语言和认知。'] as const),
  ],
  [
    ...(['陶慧（演示）', '心理咨询师', 'society', '禾川市心理学会'] as const),
    ...([['social', 'habits'], ['普通话'], '讲情绪、分离焦虑和规矩。'] as const),
  ],
  [
    ...(['简文（演示）', '高级育婴员', 'centre', '栗子树托育中心'] as const),
    ...([['nutrition', 'sleep', 'social'], ['普通话', '禾川话'], '带过十年托小班。'] as const),
  ],
];

/** The experts of the demo county, in its first district. Pure: always the same, ids included. */
export function demoExperts(): ExpertDoc[] {
  const { code: districtCode, name: districtName } = demoDistricts[0];
  return given.map(([name, title, kind, employer, fields, languages, introduction]) => ({
    _id: derivedId('ex', districtCode, name),
    ...{ name, title, employer: { kind, name: employer }, introduction },
    ...{ fields: [...fields], languages: [...languages], districtCode, districtName },
    ...{ regionCode: china.code, isDemo: true, isActive: true },
  }));
}

/** How many families each demo district has in the years around now, for the figures of its desk. */
export function demoGuidanceBases(): Omit<GuidanceBase, '_id' | 'final'>[] {
  return demoDistricts.flatMap(({ code: districtCode }, index) =>
    [2025, 2026].map((year) => ({
      ...{ districtCode, year, families: 240 + index * 35, newborns: 78 + index * 11 },
      ...{ source: '演示数据（禾川市）', asOf: '2026-11-22', isDemo: true },
    })),
  );
}
