import { View } from '@tarojs/components';
import { Thread } from '../../../ui/thread';
import { momentWords } from '../../../ui/words/complaint-words';
import type { HomeVisit } from '../ask-guidance';
import { isOpenVisit, slotWords } from './visit-words';

type Step = { key: string; title: string; note: string | null; isOpen?: boolean };

/** How a visit came to where it stands, newest first; what comes next stands hollow on top. */
export function stepsOf(visit: HomeVisit): Step[] {
  const { status, offer, slot, noneFits, endedAt, report } = visit;
  const next: Partial<Record<HomeVisit['status'], string>> = {
    requested: `${visit.provider.name}安排时间`,
    offered: '你们挑一个时间',
    agreed: '老师上门',
  };
  const ends: Partial<Record<HomeVisit['status'], string>> = {
    cancelled: visit.endedBy === 'family' ? '你们说不用来了' : `${visit.provider.name}取消了`,
    declined: `${visit.provider.name}来不了`,
  };
  const end = ends[status];
  return [
    ...(isOpenVisit(visit) && next[status] !== undefined
      ? [{ key: 'next', title: next[status] ?? '', note: null, isOpen: true }]
      : []),
    ...(end === undefined
      ? []
      : [{ key: 'end', title: end, note: endedAt === null ? null : momentWords(endedAt) }]),
    ...(report === null ? [] : [{ key: 'report', title: '来过了，写了记录', note: momentWords(report.at) }]),
    ...(slot === null ? [] : [{ key: 'slot', title: '约好了时间', note: slotWords(slot) }]),
    ...(noneFits === null
      ? []
      : [{ key: 'none', title: '你们说时间都不合适', note: noneFits === '' ? null : noneFits }]),
    ...(offer === null ? [] : [{ key: 'offer', title: '给了几个时间', note: momentWords(offer.at) }]),
    { key: 'asked', title: '你们提出来的', note: momentWords(visit.requestedAt) },
  ];
}

export function VisitThread({ visit }: { visit: HomeVisit }) {
  const steps = stepsOf(visit);
  const newest = steps.find(({ isOpen }) => isOpen !== true);
  return (
    <Thread
      knots={steps.map((step) => ({
        key: step.key,
        ...(step.isOpen === true
          ? { look: 'open' as const }
          : step === newest
            ? { look: 'newest' as const }
            : {}),
        content: (
          <View className="nc-knot-text">
            <View className={step.isOpen === true ? '' : 'nc-bold'}>{step.title}</View>
            {step.note !== null && <View className="nc-caption">{step.note}</View>}
          </View>
        ),
      }))}
    />
  );
}
