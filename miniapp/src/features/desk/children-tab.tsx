import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { goTo } from '../../platform/navigate';
import { LinkButton } from '../../ui/button';
import { Card } from '../../ui/card';
import { Icon } from '../../ui/icon';
import { Tag } from '../../ui/tag';
import { Tap } from '../../ui/tap';
import { ageWords, nearDayWords, timeRange } from '../../ui/words/civil-words';
import type { Roster } from './ask-desk';
import { CheckInByCard, ChildAction } from './attendance';
import { symptomWords } from './desk-words';

/** Who is booked that day. */
export function ChildrenTab(props: {
  roster: Roster;
  today: string;
  onMore: (child: Roster['children'][number]) => void;
}) {
  const { roster, today } = props;
  const day = nearDayWords(roster.date, today);
  const { children } = roster;
  const coming = children.length + roster.enrolled.length;
  return (
    <Card
      title={coming === 0 ? `${day}还没有孩子` : `${day} ${coming} 个孩子`}
      aside={<LinkButton icon="filed" text="核对接娃码" onTap={() => goTo('/pages/desk/pickup', {})} />}
    >
      {coming === 0 && <View className="nc-small nc-above-4">约好的孩子会在这里，按来的时间排。</View>}
      {roster.date === today && roster.isOpen && <CheckInByCard />}
      <View role="list">
        {children.map((child) => (
          <ChildRow
            key={child.bookingId}
            of={child}
            notes={[
              child.symptom === null ? null : symptomWords[child.symptom],
              child.status === 'noShow' ? '记了没来，到了可以补登记' : null,
            ]}
          >
            {child.status === 'confirmed' && roster.date >= today && (
              <Tap
                className="nc-icon-button"
                label={`${child.nickname}没来或取消`}
                onTap={() => props.onMore(child)}
              >
                <Icon name="more" />
              </Tap>
            )}
            <ChildAction child={child} isToday={roster.date === today} />
          </ChildRow>
        ))}
        {roster.enrolled.map((child) => (
          <ChildRow key={child.childId} of={child}>
            <Tag text="按月" tone="indigo" />
          </ChildRow>
        ))}
      </View>
    </Card>
  );
}

type ComingChild = Pick<Roster['enrolled'][number], 'nickname' | 'ageMonths' | 'from' | 'to'>;

/** Who comes, of what age and when, what the desk should know, and what can be done. */
function ChildRow(props: { of: ComingChild; notes?: readonly (string | null)[]; children: ReactNode }) {
  const { nickname, ageMonths, from, to } = props.of;
  return (
    <View className="dk-row" role="listitem">
      <View className="dk-arch" aria-hidden="true">
        {[...nickname][0]}
      </View>
      <View className="nc-grow">
        <View className="nc-strong">{nickname}</View>
        <View className="nc-small">
          {ageWords(ageMonths)}，<View className="nc-inline nc-nowrap">{timeRange(from, to)}</View>
        </View>
        {props.notes?.map(
          (note) =>
            note !== null && (
              <View key={note} className="nc-small">
                {note}
              </View>
            ),
        )}
      </View>
      {props.children}
    </View>
  );
}
