import { View } from '@tarojs/components';
import { goTo } from '../../platform/navigate';
import { LinkButton } from '../../ui/button';
import { Card } from '../../ui/card';
import { Tag } from '../../ui/tag';
import { ageWords, nearDayWords, timeRange } from '../../ui/words/civil-words';
import type { Roster } from './ask-desk';
import { CheckInByCard, ChildAction } from './attendance';

/** Who is booked that day. */
export function ChildrenTab({ roster, today }: { roster: Roster; today: string }) {
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
          <View key={child.bookingId} className="dk-row" role="listitem">
            <View className="dk-arch" aria-hidden="true">
              {[...child.nickname][0]}
            </View>
            <View className="nc-grow">
              <View className="nc-strong">{child.nickname}</View>
              <View className="nc-small">
                {ageWords(child.ageMonths)}，{timeRange(child.from, child.to)}
              </View>
            </View>
            <ChildAction child={child} isToday={roster.date === today} />
          </View>
        ))}
        {roster.enrolled.map((child) => (
          <View key={child.childId} className="dk-row" role="listitem">
            <View className="dk-arch" aria-hidden="true">
              {[...child.nickname][0]}
            </View>
            <View className="nc-grow">
              <View className="nc-strong">{child.nickname}</View>
              <View className="nc-small">
                {ageWords(child.ageMonths)}，{timeRange(child.from, child.to)}
              </View>
            </View>
            <Tag text="按月" tone="indigo" />
          </View>
        ))}
      </View>
    </Card>
  );
}
