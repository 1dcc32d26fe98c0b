import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { keptAtText } from '../../api/last-answers';
import { regionAt, useRegions } from '../../api/regions';
import { goTo, goToTab } from '../../platform/navigate';
import { usePageShown } from '../../platform/page';
import { Button } from '../../ui/button';
import { EmptyCard } from '../../ui/empty-card';
import { OfflineNotice } from '../../ui/offline-notice';
import { Tag } from '../../ui/tag';
import { Tap } from '../../ui/tap';
import { Unread } from '../../ui/unread';
import { dayWords, timeRange } from '../../ui/words/civil-words';
import { type Booking, useMyBookings } from './booking-cache';
import { answerByWords, opensGate, splitBookings, statusOf } from './booking-words';
import './bookings.css';
import './booking-docks.css';
import './entry-card.css';
import { DateCloth } from './date-cloth';
import { StayTime } from './stay-time';
import { useMyWaitlist } from './waitlist/waitlist-cache';
import { WaitlistRows } from './waitlist/waitlist-rows';
import { isInLine } from './waitlist/waitlist-words';

/**
 * The list of the 预约 tab: what is waited for, an offer above all, then what comes next, then what is over. `byMonth`: rows
 * of care by the month, which stand with what goes on and with what is over.
 */
export function MyBookings({ byMonth }: { byMonth: { current: ReactNode[]; over: ReactNode[] } }) {
  const read = useMyBookings();
  const { bookings, keptAtMs, refetch } = read;
  const { regions } = useRegions();
  const waitlist = useMyWaitlist();
  usePageShown(() => {
    void refetch();
    void waitlist.refetch();
  });

  if (bookings === null) {
    return (
      <View className="nc-card">
        <Unread label="正在取预约" read={read} />
      </View>
    );
  }
  const { next, past } = splitBookings(
    bookings,
    (booking) => regionAt(regions, booking.centre.point)?.today ?? null,
  );
  // What was accepted is a booking and stands among them.
  const ended = waitlist.entries.filter((entry) => !isInLine(entry) && entry.status !== 'accepted');
  return (
    <View>
      {keptAtMs !== null && (
        <OfflineNotice className="bk-offline" onReload={() => void refetch()}>
          下面是{keptAtText(keptAtMs)} 看到的，入园卡能打开。
        </OfflineNotice>
      )}
      <WaitlistRows entries={waitlist.entries.filter(isInLine)} />
      {byMonth.current}
      {next.length === 0 && (
        <EmptyCard
          seed="bookings"
          title={past.length === 0 ? '还没有预约' : '接下来没有预约'}
          sentence="约好的会在这里，到门口给老师看卡。"
        >
          <Button text="找附近的" onTap={() => goToTab('/pages/find/index')} />
        </EmptyCard>
      )}
      {next.map((booking) => (
        <BookingRow key={booking.id} booking={booking} />
      ))}
      {past.length + ended.length + byMonth.over.length > 0 && (
        <View className="bk-past-title nc-strong" role="heading" aria-level="2">
          结束的
        </View>
      )}
      {byMonth.over}
      <WaitlistRows entries={ended} />
      {past.map((booking) => (
        <BookingRow key={booking.id} booking={booking} isPast />
      ))}
    </View>
  );
}

/** Not signed in: signing in happens over this screen, and the list appears in its place. */
export function SignInForBookings({ onSignIn }: { onSignIn: () => void }) {
  return (
    <EmptyCard seed="bookings" title="登录后，预约都在这里" sentence="找托育、看价格不用登录。">
      <Button text="登录" onTap={onSignIn} />
    </EmptyCard>
  );
}

function BookingRow({ booking, isPast = false }: { booking: Booking; isPast?: boolean }) {
  const status = statusOf(booking);
  const time = timeRange(booking.from, booking.to);
  const words = [dayWords(booking.date), time, booking.child.nickname, booking.centre.name];
  // A day that went by without being checked out is over, whatever its last word was.
  const word = isPast && booking.status === 'confirmed' ? '已过' : status.word;
  return (
    <Tap
      role="link"
      className="nc-card bk-row"
      label={`${words.join('，')}，${word}${isPast || !opensGate(booking) ? '' : `，入园码 ${[...booking.entryCode].join(' ')}`}`}
      onTap={() => goTo('/pages/booking/card', { id: booking.id })}
    >
      <DateCloth date={booking.date} isOver={isPast} />
      <View className="nc-grow">
        <View className="nc-row nc-between nc-wrap bk-row-head">
          <View className="nc-strong">
            <StayTime {...booking} />
          </View>
          <Tag text={word} tone={isPast ? 'plain' : status.tint} />
        </View>
        <View className="nc-small">
          {booking.child.nickname}，{booking.centre.name}
        </View>
        {!isPast && opensGate(booking) && (
          <View className="nc-caption">入园码 {booking.entryCode}，没网也能看</View>
        )}
        {!isPast && booking.status === 'requested' && booking.answerBy !== null && (
          <View className="nc-caption">机构要在 {answerByWords(booking.answerBy, null)} 前答复</View>
        )}
      </View>
    </Tap>
  );
}
