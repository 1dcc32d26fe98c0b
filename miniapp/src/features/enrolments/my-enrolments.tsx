import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { goTo } from '../../platform/navigate';
import { usePageShown } from '../../platform/page';
import { Tag } from '../../ui/tag';
import { Tap } from '../../ui/tap';
import { dayWords } from '../../ui/words/civil-words';
import { askedWords, careTodayWords, deadlineWords, enrolmentStatus } from '../../ui/words/enrolment-words';
import { type Enrolment, isEnrolmentOver, useMyEnrolments } from './ask-enrolments';

/** Care by the month, in rows: what goes on, and what is over, which stays readable. */
export function useEnrolmentRows(): { current: ReactNode[]; over: ReactNode[] } {
  const { enrolments, refetch } = useMyEnrolments();
  usePageShown(() => void refetch());
  const row = (of: Enrolment) => <EnrolmentRow key={of.id} of={of} />;
  return {
    current: enrolments.filter((one) => !isEnrolmentOver(one)).map(row),
    over: enrolments.filter(isEnrolmentOver).map(row),
  };
}

function EnrolmentRow({ of }: { of: Enrolment }) {
  const { word, tint } = enrolmentStatus[of.status];
  const today = careTodayWords(of);
  const line =
    of.status === 'applied'
      ? deadlineWords(of)
      : of.placement === null
        ? askedWords(of)
        : `${of.placement.groupName}，${dayWords(of.placement.firstDay)}起`;
  const shown = of.isOverdue ? '超过期限' : word;
  return (
    <Tap
      role="link"
      className="nc-card bk-row"
      label={`${of.child.nickname}，${of.centre.name}，入托${shown}，${line}${today === null ? '' : `，${today}`}`}
      onTap={() => goTo('/pages/enrolment/index', { id: of.id })}
    >
      <View className="nc-grow">
        <View className="nc-row nc-between nc-gap-8">
          <View className="nc-strong">{of.child.nickname}按月入托</View>
          <Tag text={shown} tone={tint} />
        </View>
        <View className="nc-small">{of.centre.name}</View>
        {today !== null && <View className="nc-small">{today}</View>}
        <View className="nc-caption">{line}</View>
      </View>
    </Tap>
  );
}
