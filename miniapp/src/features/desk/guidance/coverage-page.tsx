import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { asApiError } from '../../../api/problem';
import { Card } from '../../../ui/card';
import { type Fact, FactRows } from '../../../ui/fact-rows';
import { monthDay } from '../../../ui/words/civil-words';
import { OpenDeskGate } from '../desk-gate';
import { type OfficerCoverage, useDeskCoverage } from './ask-guidance-desk';
import { CoverageBelow } from './coverage-below';
import { CoverageShell } from './coverage-shell';
import './coverage.css';

/** How many families of the district were reached, year by year, against the figures that were handed in. */
export function CoveragePage({ overlay }: { overlay?: ReactNode }) {
  return (
    <OpenDeskGate title="指导覆盖" role="officer" overlay={overlay}>
      {() => <Coverage overlay={overlay} />}
    </OpenDeskGate>
  );
}

function Coverage({ overlay }: { overlay: ReactNode }) {
  const read = useDeskCoverage();
  // A level above districts is measured by none of its own.
  if (read.error !== null && asApiError(read.error).code === 'not_found')
    return <CoverageBelow overlay={overlay} />;
  return (
    <CoverageShell
      read={read}
      loading="正在取覆盖"
      emptySentence="运营人员导入三岁以下家庭数和新生儿数后，这里才有比例。"
      foot="只算说了住在这里的家庭，每家每年算一次。对外公布的数会取整，少的不显示。"
      overlay={overlay}
      year={(year, of, isFirst) => <Year of={year} goal={of.goalNewbornsPercent} isFirst={isFirst} />}
    />
  );
}

type YearOf = OfficerCoverage['years'][number];

function Year({ of, goal, isFirst }: { of: YearOf; goal: number; isFirst: boolean }) {
  const facts: Fact[] = [
    ['总数来自', `${of.source.name}，${monthDay(of.source.asOf)}`],
    ['没说住哪', `${of.unplaced} 家，不算在内`],
  ];
  return (
    <Card className={isFirst ? '' : 'dk-gap'} title={`${of.year} 年`}>
      <View className="nc-small">{of.until === null ? '还没有记录' : `算到 ${monthDay(of.until)}`}</View>
      <Share name="三岁以下的家庭" of={of.families} goal={null} />
      <Share name="新生儿" of={of.newborns} goal={goal} />
      <FactRows facts={facts} />
    </Card>
  );
}

function Share({ name, of, goal }: { name: string; of: YearOf['families']; goal: number | null }) {
  const percent = of.percent ?? 0;
  const words =
    of.percent === null ? `${of.reached} / ${of.total}` : `${of.reached} / ${of.total}，${percent}%`;
  return (
    <View className="nc-above-12">
      <View className="nc-row nc-between nc-baseline nc-gap-8">
        <View className="nc-strong">{name}</View>
        <View className="nc-strong">{words}</View>
      </View>
      <View className="cv-bar" role="img" aria-label={`${name}学过的占 ${percent}%`}>
        <View className="cv-done" style={{ width: `${Math.min(100, percent)}%` }} />
      </View>
      {goal !== null && <View className="nc-caption">目标 {goal}%</View>}
    </View>
  );
}
