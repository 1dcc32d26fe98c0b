import type { CentreDetail } from '../../../api/centre';
import type { FactDrawing } from '../../../ui/pictures/fact-icon';

type EventKind = CentreDetail['disclosures'][number]['kind'];
type SafetyKind = CentreDetail['safety'][number]['kind'];

export const eventWords: Record<EventKind, string> = {
  registration: '登记',
  filing: '备案',
  change: '变更',
  annualReview: '年审',
  assessment: '评估',
  penalty: '处罚',
  suspension: '暂停',
  cancellation: '注销',
};

/** What holds and what does not, each as a statement: a lacking one is said, not left out. */
export const safetyWords: Record<SafetyKind, { holds: string; lacks: string }> = {
  foodLicence: { holds: '食品经营许可', lacks: '没有食品经营许可' },
  fireCheck: { holds: '消防检查', lacks: '消防检查没过' },
  hygieneReport: { holds: '卫生评价', lacks: '没有卫生评价' },
  guard: { holds: '保安', lacks: '没有保安' },
  cctv: { holds: '监控录像', lacks: '没有监控录像' },
  liabilityInsurance: { holds: '责任险', lacks: '没有责任险' },
  noCriminalRecord: { holds: '员工无犯罪记录', lacks: '没查员工犯罪记录' },
  accessible: { holds: '无障碍通道', lacks: '没有无障碍通道' },
};

export const safetyDrawings: Record<SafetyKind, FactDrawing> = {
  foodLicence: 'bowl',
  fireCheck: 'flame',
  hygieneReport: 'drop',
  guard: 'person',
  cctv: 'eye',
  liabilityInsurance: 'shield',
  noCriminalRecord: 'page',
  accessible: 'ramp',
};
