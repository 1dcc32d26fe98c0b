import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { goTo } from '../../platform/navigate';
import { Button, LinkButton } from '../../ui/button';
import { Card } from '../../ui/card';
import { Icon } from '../../ui/icon';
import { Tap } from '../../ui/tap';
import { ageWords, nearDayWords, timeRange } from '../../ui/words/civil-words';
import type { Roster } from './ask-desk';
import { BookedAction, CheckInByCard, EnrolledAction } from './attendance';
import { symptomWords } from './desk-words';

type Booked = Roster['children'][number];
type Enrolled = Roster['enrolled'][number];
/** One of that day: booked for it, or one that comes by the month. */
export type Child = Booked | Enrolled;

/** Who is booked that day, and who comes by the month. */
export function ChildrenTab(props: {
  roster: Roster;
  today: string;
  onMore: (child: Child) => void;
  /** To where visits at short notice are answered. */
  onAnswer: () => void;
}) {
  const { roster, today } = props;
  const day = nearDayWords(roster.date, today);
  const { children } = roster;
  const isToday = roster.date === today;
  const coming = children.length + roster.enrolled.length;
  return (
    <Card
      title={coming === 0 ? `${day}还没有孩子` : `${day} ${coming} 个孩子`}
      aside={<LinkButton icon="filed" text="核对接娃码" onTap={() => goTo('/pages/desk/pickup', {})} />}
    >
      {coming === 0 && <View className="nc-small nc-above-4">约好的孩子会在这里，按来的时间排。</View>}
      {isToday && roster.isOpen && <CheckInByCard />}
      <View role="list">
        {children.map((child) => (
          <ChildRow
            key={child.bookingId}
            of={child}
            notes={[child.symptom === null ? null : symptomWords[child.symptom], missedNote(child)]}
          >
            {child.status === 'confirmed' && roster.date >= today && (
              <More label={`${child.nickname}没来或取消`} onTap={() => props.onMore(child)} />
            )}
            {child.status === 'requested' ? (
              <Button
                isSmall
                kind="outline"
                text="去答复"
                label={`去答复${child.nickname}的临时托`}
                onTap={props.onAnswer}
              />
            ) : (
              <BookedAction child={child} isToday={isToday} />
            )}
          </ChildRow>
        ))}
        {roster.enrolled.map((child) => (
          <ChildRow key={child.enrolmentId} of={child} notes={['按月入托', missedNote(child)]}>
            {child.status === 'confirmed' && isToday && (
              <More label={`${child.nickname}没来`} onTap={() => props.onMore(child)} />
            )}
            <EnrolledAction child={child} date={roster.date} isToday={isToday} />
          </ChildRow>
        ))}
      </View>
    </Card>
  );
}

const missedNote = ({ status }: Pick<Child, 'status'>) =>
  status === 'noShow' ? '记了没来，到了可以补登记' : null;

function More({ label, onTap }: { label: string; onTap: () => void }) {
  return (
    <Tap className="nc-icon-button" label={label} onTap={onTap}>
      <Icon name="more" />
    </Tap>
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
