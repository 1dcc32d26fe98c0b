import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Card } from '../../../ui/card';
import { type Fact, FactRows } from '../../../ui/fact-rows';
import { PageShell } from '../../../ui/page-shell';
import { Tag } from '../../../ui/tag';
import { Unread } from '../../../ui/unread';
import { ageWords, dayWords, lastDayWords, timeRange } from '../../../ui/words/civil-words';
import { topicWords } from '../../../ui/words/class-words';
import { visitTimeWords } from '../../../ui/words/visit-words';
import { OpenDeskGate } from '../desk-gate';
import { atWords } from '../desk-words';
import { type DeskVisit, useDeskVisit } from './ask-guidance-desk';
import { deskVisitStatus } from './desk-visit-words';
import { EndVisit } from './end-visit';
import { OfferCard } from './offer-form';
import { ReportForm } from './report-form';
import { VisitAddress } from './visit-address';

const title = '入户指导';

/** One home visit at the desk: what is wanted, times to offer, the address for whoever goes, and the report. */
export function VisitDeskPage({ id, overlay }: { id: string; overlay?: ReactNode }) {
  return (
    <OpenDeskGate title={title} overlay={overlay}>
      {(open) => (
        <PageShell title={title} overlay={overlay}>
          <Visit id={id} today={open.today} />
        </PageShell>
      )}
    </OpenDeskGate>
  );
}

function Visit({ id, today }: { id: string; today: string }) {
  const read = useDeskVisit(id);
  const { data: visit } = read;
  if (visit === undefined)
    return (
      <View className="nc-card">
        <Unread label="正在取入户指导" read={read} />
      </View>
    );
  return (
    <>
      <Facts visit={visit} />
      {visit.may.includes('seeAddress') && <VisitAddress id={visit.id} />}
      {visit.may.includes('report') && <ReportForm visit={visit} />}
      {visit.may.includes('offer') && (
        <OfferCard key={visit.offer?.id ?? 'first'} visit={visit} today={today} />
      )}
      {visit.report !== null && (
        <Card className="dk-gap" title="写过的记录">
          <View className="nc-small">{atWords(visit.report.at)}</View>
          <View>{visit.report.text}</View>
          {visit.report.advice !== null && <View className="nc-above-8">建议：{visit.report.advice}</View>}
        </Card>
      )}
      {visit.may.includes('end') && <EndVisit visit={visit} />}
      <View className="nc-caption nc-centre nc-above-12">你看过哪个孩子、什么时候看的，家长都能看到。</View>
    </>
  );
}

function Facts({ visit }: { visit: DeskVisit }) {
  const { word, tint } = deskVisitStatus[visit.status];
  const { slot, offer } = visit;
  const facts: Fact[] = [
    ['孩子', `${visit.childNickname}，${ageWords(visit.ageMonths)}`],
    ['想请教', visit.topics.map((topic) => topicWords[topic]).join('、')],
    ...(visit.times.length === 0
      ? []
      : ([['方便', visit.times.map((time) => visitTimeWords[time]).join('、')]] as Fact[])),
    ...(visit.wishes === null ? [] : ([['家长说', visit.wishes]] as Fact[])),
    ...(visit.area === null ? [] : ([['哪一片', visit.area]] as Fact[])),
    ...(visit.noneFits === null
      ? []
      : ([['时间不合适', visit.noneFits === '' ? '没说为什么' : visit.noneFits]] as Fact[])),
    ...(slot === null
      ? []
      : ([['约在', `${dayWords(slot.date)} ${timeRange(slot.from, slot.to)}`]] as Fact[])),
    ...(visit.visitor === null ? [] : ([['谁去', visit.visitor]] as Fact[])),
    ...(slot !== null || offer === null
      ? []
      : ([
          [
            '给过的时间',
            offer.slots.map(({ date, from, to }) => `${dayWords(date)} ${timeRange(from, to)}`).join('；'),
          ],
        ] as Fact[])),
    ...(visit.endReason === null ? [] : ([['原因', visit.endReason]] as Fact[])),
  ];
  return (
    <Card title={visit.provider.name} aside={<Tag text={word} tone={tint} />}>
      {visit.answerBy !== null && (
        <View className="nc-small" role="status">
          最迟 {lastDayWords(visit.answerBy)} 给时间{visit.isOverdue ? '，已经过了' : ''}
        </View>
      )}
      <FactRows facts={facts} />
    </Card>
  );
}
