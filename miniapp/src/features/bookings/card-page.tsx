import { View } from '@tarojs/components';
import { type ReactNode, useEffect, useState } from 'react';
import { call } from '../../api/client';
import { errorLine } from '../../api/error-messages';
import { keptAtText } from '../../api/last-answers';
import { requireSession, useSession } from '../../api/session';
import { useWrite } from '../../api/use-write';
import { brighten } from '../../platform/brightness';
import { addToCalendar } from '../../platform/calendar';
import { goTo, goToTab } from '../../platform/navigate';
import { callPhone } from '../../platform/phone-call';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Dock } from '../../ui/dock';
import { Notice } from '../../ui/notice';
import { OfflineNotice } from '../../ui/offline-notice';
import { PageShell } from '../../ui/page-shell';
import { Picture } from '../../ui/picture';
import { quilt } from '../../ui/pictures/quilt';
import { QuoteLines } from '../../ui/quote-lines';
import { ReadAloudButton } from '../../ui/read-aloud-button';
import { Unread } from '../../ui/unread';
import { type Booking, useBooking, whatWasJustDone } from './booking-cache';
import {
  absenceWords,
  answerByWords,
  cancelledByWords,
  declinedWords,
  hasPrice,
  isLive,
  opensGate,
  spokenBooking,
} from './booking-words';
import './bookings.css';
import './booking-docks.css';
import './entry-card.css';
import { AbsenceSheet } from './absence-sheet';
import { AlternativesCard } from './alternatives-card';
import { CancelSheet } from './cancel-sheet';
import { noShowWords } from './cancellation-words';
import { ChangesCard } from './changes-card';
import { EntryCard } from './entry-card';
import { SignInForBookings } from './my-bookings';
import { NotComingCard } from './not-coming-card';
import { OtherDays } from './other-days';
import { PlaceCard } from './place-card';
import { SurveyCard } from './survey-card';

/** The card of one booking; from the phone’s memory when there is no network. */
export function CardPage(props: {
  bookingId: string;
  /** A way to be told of changes, while there can be some. */
  reminder?: ReactNode;
  overlay?: ReactNode;
}) {
  const { bookingId, overlay } = props;
  const read = useBooking(bookingId);
  const { booking, keptAtMs, refetch } = read;
  const isSignedOut = useSession((session) => session.status === 'signedOut');
  if (booking !== null) {
    return (
      <CardContent
        booking={booking}
        keptAtMs={keptAtMs}
        reminder={props.reminder}
        overlay={overlay}
        onReload={() => void refetch()}
      />
    );
  }
  return (
    <PageShell title="入园卡" overlay={overlay}>
      {isSignedOut ? (
        <SignInForBookings onSignIn={() => requireSession(() => undefined)} />
      ) : (
        <View className="nc-card">
          <Unread label="正在取入园卡" read={read} steps={{ home: () => goToTab('/pages/bookings/index') }} />
        </View>
      )}
    </PageShell>
  );
}

/** `，今天 8:34`, by this phone's clock. */
const atTime = (at: string | null) => (at === null ? '' : `，${keptAtText(Date.parse(at))}`);

const confirmedTitles = { booked: '预约好了', changed: '时间改好了', before: '入园卡' } as const;

function headline(booking: Booking): [title: string, sentence: string] {
  const { nickname } = booking.child;
  switch (booking.status) {
    case 'pending':
      return ['还在占位', '占到了会变成已确认，先别出门。'];
    case 'requested': {
      const by = booking.answerBy === null ? '还没答复' : `${answerByWords(booking.answerBy, null)} 前答复`;
      return ['等机构答复', `机构 ${by}，位置先留着。`];
    }
    case 'declined':
      return ['机构接不了', `${declinedWords(booking)}位置让出来了，没有费用。`];
    case 'expired':
      return ['机构没有答复', '过了答复时间，位置让出来了，没有费用。'];
    case 'confirmed':
      return [
        confirmedTitles[whatWasJustDone(booking.id) ?? 'before'],
        `位置已留给${nickname}。到门口给老师看这张卡。`,
      ];
    case 'checkedIn':
      return ['已到园', `${nickname}在里面了${atTime(booking.checkedInAt)}。`];
    case 'completed':
      return [
        booking.checkedOutAt === null ? '这一天结束了' : '已接走',
        `这一天结束了${atTime(booking.checkedOutAt)}。`,
      ];
    case 'noShow':
      return ['没来', '园方记了没来，位置让出来了。'];
    case 'abandoned':
      return ['没约成', '没有占到位置，也没有产生费用。'];
    case 'cancelled': {
      if (booking.absence !== null) return ['请了病假', '告诉园方了，位置让出来了。'];
      const when = booking.cancelledAt === null ? '' : `，${keptAtText(Date.parse(booking.cancelledAt))}`;
      return ['已取消', `${cancelledByWords(booking)}${when}。位置已经让出来了。`];
    }
  }
}

/** What the end of a day means, where that takes more than the line on top. */
function EndNote({ booking }: { booking: Booking }) {
  const words =
    booking.status === 'noShow'
      ? `其实到了的话，当天请老师补登记。${noShowWords(booking)}`
      : booking.absence !== null
        ? absenceWords(booking)
        : booking.status === 'cancelled' && booking.cancelReason !== null
          ? `原因：${booking.cancelReason}。不收费。`
          : null;
  if (words === null) return null;
  return (
    <Notice tone="apricot" icon="warning" className="nc-above-8">
      {words}
    </Notice>
  );
}

/** All days that were asked for together: the calendar replaces those that it has by their UID. */
const readCalendarFile = ({ id }: Booking) =>
  call('getBookingCalendar', { params: { bookingId: id }, query: { of: 'request' } });

/** What can be done when the card opens no gate: wait and call, look elsewhere, or come again where that can be. */
function OtherWays({ booking, onCall }: { booking: Booking; onCall: (() => void) | null }) {
  const { centre, status } = booking;
  const isRefused = status === 'declined' || status === 'expired';
  const canCome = !isLive(booking) && booking.cancelledBy !== 'closure';
  const again = () => goTo('/pages/centre/index', { id: centre.id });
  return (
    <>
      {(isRefused || status === 'requested' || status === 'checkedIn') && onCall !== null && (
        <Button kind="outline" icon="phone" text="电话" label={`打电话给${centre.name}`} onTap={onCall} />
      )}
      {isRefused ? (
        <Button className="nc-grow" text="看附近" onTap={() => goToTab('/pages/find/index')} />
      ) : (
        <Button
          className="nc-grow"
          // Where others could take the child for those hours, they are the next step, above.
          kind={booking.hasAlternatives ? 'outline' : 'solid'}
          text={canCome ? '再约这家' : '看我的预约'}
          onTap={() => (canCome ? again() : goToTab('/pages/bookings/index'))}
        />
      )}
    </>
  );
}

function CardContent(props: {
  booking: Booking;
  keptAtMs: number | null;
  reminder: ReactNode;
  overlay?: ReactNode;
  onReload: () => void;
}) {
  const { booking } = props;
  const { centre } = booking;
  const [sheet, setSheet] = useState<'none' | 'cancel' | 'absence'>('none');
  const calendar = useWrite();
  const closeSheet = () => setSheet('none');
  const [title, sentence] = headline(booking);
  const isAtGate = booking.status === 'confirmed';

  useEffect(() => {
    if (!isAtGate) return undefined;
    const restored = brighten();
    return () => void restored.then((restore) => restore());
  }, [isAtGate]);

  const onCall = centre.phone === null ? null : () => callPhone(centre.phone ?? '');
  const toCalendar = () =>
    void calendar.run(async () => {
      await addToCalendar(
        {
          title: `去${centre.name}`,
          place: centre.address,
          note: `预约号 ${booking.number}`,
          ...{ date: booking.date, from: booking.from, to: booking.to },
        },
        () => readCalendarFile(booking),
      );
    });

  return (
    <PageShell
      title={title}
      isDemo={booking.isDemo}
      dock={
        <Dock>
          {isAtGate ? (
            <>
              {onCall !== null && (
                <Button
                  kind="outline"
                  icon="phone"
                  text="电话"
                  label={`打电话给${centre.name}`}
                  onTap={onCall}
                />
              )}
              <Button className="nc-grow" icon="calendar" text="加到日历" onTap={toCalendar} />
            </>
          ) : (
            <OtherWays booking={booking} onCall={onCall} />
          )}
        </Dock>
      }
      overlay={
        <>
          <CancelSheet booking={booking} isOpen={sheet === 'cancel'} onClose={closeSheet} onCall={onCall} />
          <AbsenceSheet booking={booking} isOpen={sheet === 'absence'} onClose={closeSheet} />
          {props.overlay}
        </>
      }
    >
      <View className="bk-hero">
        <View className="bk-hero-words" role="status">
          {sentence}
        </View>
        <View className="bk-hero-quilt">
          <Picture svg={quilt(centre.id, 4, 3, 'night', 36)} width={144} height={108} />
        </View>
      </View>
      <View className="bk-on-hero">
        <EntryCard booking={booking} />
        <EndNote booking={booking} />
        {(isAtGate || booking.status === 'requested') && props.reminder}
        {calendar.error !== null && (
          <Notice tone="apricot" icon="warning" role="alert" className="nc-above-8">
            {errorLine(calendar.error)}
          </Notice>
        )}
        <View className="nc-centre">
          <ReadAloudButton sentences={[`${title}。${sentence}`, spokenBooking(booking)]} />
        </View>
      </View>
      {props.keptAtMs !== null && (
        <OfflineNotice className="bk-section" onReload={props.onReload}>
          这是{keptAtText(props.keptAtMs)} 存下的卡，到门口能用。
        </OfflineNotice>
      )}
      {booking.hasAlternatives && <AlternativesCard booking={booking} />}
      <SurveyCard booking={booking} />
      <PlaceCard centre={centre} isComing={opensGate(booking)} />
      {hasPrice(booking) && (
        <Card className="bk-section" title="费用">
          <QuoteLines
            lines={booking.quote.lines}
            totalFen={booking.quote.totalFen}
            currency={booking.quote.currency}
          />
        </Card>
      )}
      <NotComingCard
        booking={booking}
        onAbsence={() => setSheet('absence')}
        onCancel={() => setSheet('cancel')}
      />
      <ChangesCard booking={booking} />
      <OtherDays booking={booking} />
    </PageShell>
  );
}
