import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Card } from '../../../ui/card';
import { type Fact, FactRows } from '../../../ui/fact-rows';
import { Notice } from '../../../ui/notice';
import { Tag } from '../../../ui/tag';
import { monthDay } from '../../../ui/words/civil-words';
import { complaintState, deadlineWords, incidentWords, momentWords } from '../../../ui/words/complaint-words';
import type { CentreComplaint, OfficerComplaint } from './ask-complaints';

type Shown = Pick<
  CentreComplaint,
  'categoryLabel' | 'level' | 'state' | 'number' | 'place' | 'filedAt' | 'clocks'
> &
  Partial<Pick<OfficerComplaint, 'handler' | 'otherBodies' | 'identity'>>;

export const identityWords: Readonly<Record<OfficerComplaint['identity'], string>> = {
  named: '署名，机构可以知道是谁',
  hidden: '保密，别让机构知道是谁',
  anonymous: '匿名，谁也不知道是谁',
};

/** Which matter, how it stands, and the deadlines that run, the next one first. */
export function HeadCard({ of, children }: { of: Shown; children?: ReactNode }) {
  const { word, tint } = complaintState[of.state];
  const facts: Fact[] = [
    ['编号', of.number],
    ['机构', `${of.place.name}（${of.place.districtName}）`],
    ['收到', momentWords(of.filedAt)],
    ...(of.handler === undefined ? [] : [['经办', of.handler.name] as const]),
    ...(of.otherBodies?.length ? [['还可以转', of.otherBodies.join('、')] as const] : []),
    ...(of.identity === undefined ? [] : [['身份', identityWords[of.identity]] as const]),
  ];
  const running = [...of.clocks].sort((a, b) => a.dueAt.localeCompare(b.dueAt));
  return (
    <Card title={of.categoryLabel} aside={<Tag text={word} tone={tint} />}>
      {of.level === 'urgent' && (
        <View className="nc-row nc-wrap nc-gap-8 nc-above-4">
          <Tag text="紧急" tone="red" icon="warning" />
          <View className="nc-small">按小时算，夜里和放假也算</View>
        </View>
      )}
      {running.map((clock) => (
        <Notice
          key={clock.name}
          tone={clock.isOverdue ? 'red' : clock === running[0] ? 'apricot' : 'indigo'}
          icon={clock.isOverdue ? 'warning' : 'clock'}
          className="nc-above-8"
        >
          {deadlineWords(clock)}
          {clock.isAssumed && '（明年的放假安排还没公布，先按周末算）'}
        </Notice>
      ))}
      {children}
      <FactRows facts={facts} />
    </Card>
  );
}

type Matter = Pick<
  CentreComplaint,
  'what' | 'wanted' | 'incidentOn' | 'incidentTime' | 'affectedChildren' | 'footageUntil' | 'footageDaysLeft'
>;

/** What its author told, word by word. */
export function MatterCard(props: {
  of: Matter;
  who?: string | null;
  /** Whom officers found it to be about. */
  reported?: readonly string[];
  isFlagged?: boolean;
}) {
  const { of, who = null, reported = [] } = props;
  const when = incidentWords(of);
  const facts: Fact[] = [
    ...(when === null ? [] : [['什么时候', when] as const]),
    ...(who === null ? [] : [['说的是谁', who] as const]),
    ...(reported.length === 0 ? [] : [['查到是', reported.join('、')] as const]),
    ...(of.affectedChildren === null ? [] : [['孩子', `${of.affectedChildren} 个`] as const]),
    ...(of.wanted === null ? [] : [['想要', of.wanted] as const]),
  ];
  return (
    <Card className="dk-gap" title="说了什么" aside={props.isFlagged && <FlagTag />}>
      <View className="cd-words nc-above-4">{of.what}</View>
      {props.isFlagged && (
        <View className="nc-caption nc-above-4">系统对这段文字有疑问，只是提醒，请自己判断。</View>
      )}
      <FactRows facts={facts} />
      {of.footageUntil !== null && of.footageDaysLeft !== null && (
        <Notice tone={of.footageDaysLeft > 0 ? 'indigo' : 'apricot'} icon="clock" className="nc-above-8">
          {of.footageDaysLeft > 0
            ? `园里录像存到 ${monthDay(of.footageUntil)}，还有 ${of.footageDaysLeft} 天，尽快调取。`
            : `录像应存到 ${monthDay(of.footageUntil)}，可能已经没有了。`}
        </Notice>
      )}
    </Card>
  );
}

/** The content check doubts this text. It decides nothing. */
export function FlagTag() {
  return <Tag text="内容待核" tone="plum" icon="warning" />;
}
