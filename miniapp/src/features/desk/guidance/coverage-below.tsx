import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Card } from '../../../ui/card';
import { type Fact, FactRows } from '../../../ui/fact-rows';
import { type DistrictsCoverage, useCoverageBelow } from './ask-guidance-desk';
import { CoverageShell } from './coverage-shell';

type YearOf = DistrictsCoverage['years'][number];
type Share = YearOf['families'];

/** The districts of a city or a province, added up; of each no more than everybody may read. */
export function CoverageBelow({ overlay }: { overlay: ReactNode }) {
  const read = useCoverageBelow();
  return (
    <CoverageShell
      read={read}
      loading="正在取各区的覆盖"
      emptySentence="各区的总数导入后，这里才有比例。"
      foot="用各区对外公布的数加起来：整月、五家一档，不到五家的不显示，所以是“至少”。"
      overlay={overlay}
      year={(year, of, isFirst) => <Year of={year} goal={of.goalNewbornsPercent} isFirst={isFirst} />}
    />
  );
}

function Year({ of, goal, isFirst }: { of: YearOf; goal: number; isFirst: boolean }) {
  const facts: Fact[] = [
    ['三岁以下的家庭', shareWords(of.families)],
    [`新生儿，目标 ${goal}%`, shareWords(of.newborns)],
  ];
  const parts = of.districts.map(
    ({ name, families, newborns }): Fact => [
      name,
      `家庭${shareWords(families)}；新生儿${shareWords(newborns)}`,
    ],
  );
  return (
    <Card className={isFirst ? '' : 'dk-gap'} title={`${of.year} 年`}>
      <FactRows facts={[...facts, ...parts]} />
      {of.withoutFigures.length > 0 && (
        <View className="nc-caption">还没有总数，没有算进来：{of.withoutFigures.join('、')}</View>
      )}
    </Card>
  );
}

function shareWords({ total, atLeast, percentAtLeast }: Share): string {
  if (atLeast === null) return `共 ${total} 家，学过的太少，不显示`;
  return `至少 ${atLeast} / ${total}，${percentAtLeast ?? 0}%`;
}
