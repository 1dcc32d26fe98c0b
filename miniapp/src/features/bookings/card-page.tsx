import { View } from '@tarojs/components';
import { type ReactNode, useEffect, useState } from 'react';
import { keptAtText } from '../../api/last-answers';
import { requireSession, useSession } from '../../api/session';
import { brighten } from '../../platform/brightness';
import { addToCalendar } from '../../platform/calendar';
import { openInMapApp } from '../../platform/map-app';
import { goTo, goToTab } from '../../platform/navigate';
import { callPhone } from '../../platform/phone-call';
import { Button, LinkButton } from '../../ui/button';
import { Card } from '../../ui/card';
import { Dock } from '../../ui/dock';
import { OfflineNotice } from '../../ui/offline-notice';
import { PageShell } from '../../ui/page-shell';
import { Picture } from '../../ui/picture';
import { quilt } from '../../ui/pictures/quilt';
import { QuoteLines } from '../../ui/quote-lines';
import { ReadAloudButton } from '../../ui/read-aloud-button';
import { Unread } from '../../ui/unread';
import { type Booking, useBooking, whatWasJustDone } from './booking-cache';
import { icsOf } from './booking-ics';
import {
  answerByWords,
  cancelledByWords,
  declinedWords,
  hasPrice,
  isLive,
  spokenBooking,
} from './booking-words';
import './bookings.css';
import './booking-docks.css';
import './entry-card.css';
import { CancelSheet } from './cancel-sheet';
import { CancellationLines } from './cancellation-card';
import { ChangesCard } from './changes-card';
import { EntryCard } from './entry-card';
import { SignInForBookings } from './my-bookings';
import { OtherDays } from './other-days';

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
      const by =
        booking.answerBy === null ? '' : `机构要在 ${answerByWords(booking.answerBy, null)} 前答复。`;
      return ['等机构答复', `${by}位置先给${nickname}留着，同意了才能来。`];
    }
    case 'declined':
      return ['机构接不了', `${declinedWords(booking)}位置已经让出来，没有产生费用。`];
    case 'expired':
      return ['机构没有答复', '过了答复时间，位置已经让出来，没有产生费用。'];
    case 'confirmed':
      return [
        confirmedTitles[whatWasJustDone(booking.id) ?? 'before'],
        `位置已留给${nickname}。到门口给老师看这张卡。`,
      ];
    case 'checkedIn':
      return ['已到园', `${nickname}在里面了${atTime(booking.checkedInAt)}。`];
    case 'completed':
      return ['已接走', `这一天结束了${atTime(booking.checkedOutAt)}。`];
    case 'noShow':
      return ['没来', '这一天没有来。'];
    case 'abandoned':
      return ['没约成', '没有占到位置，也没有产生费用。'];
    case 'cancelled': {
      const when = booking.cancelledAt === null ? '' : `，${keptAtText(Date.parse(booking.cancelledAt))}`;
      return ['已取消', `${cancelledByWords(booking)}${when}。位置已经让出来了。`];
    }
  }
}

/** What can be done when the card opens no gate: wait and call, look elsewhere, or come again. */
function OtherWays({ booking, onCall }: { booking: Booking; onCall: (() => void) | null }) {
  const { centre, status } = booking;
  const isRefused = status === 'declined' || status === 'expired';
  const again = () => goTo('/pages/centre/index', { id: centre.id });
  return (
    <>
      {(isRefused || status === 'requested') && onCall !== null && (
        <Button kind="outline" icon="phone" text="电话" label={`打电话给${centre.name}`} onTap={onCall} />
      )}
      {isRefused ? (
        <Button className="nc-grow" text="看附近" onTap={() => goToTab('/pages/find/index')} />
      ) : (
        <Button
          className="nc-grow"
          text={isLive(booking) ? '看我的预约' : '再约这家'}
          onTap={() => (isLive(booking) ? goToTab('/pages/bookings/index') : again())}
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
  const [isCancelOpen, setCancelOpen] = useState(false);
  const [title, sentence] = headline(booking);
  const isAtGate = booking.status === 'confirmed';

  useEffect(() => {
    if (!isAtGate) return undefined;
    const restored = brighten();
    return () => void restored.then((restore) => restore());
  }, [isAtGate]);

  const onCall = centre.phone === null ? null : () => callPhone(centre.phone ?? '');
  const toCalendar = () =>
    void addToCalendar({
      title: `去${centre.name}`,
      place: centre.address,
      note: `预约号 ${booking.number}`,
      date: booking.date,
      from: booking.from,
      to: booking.to,
      icsText: icsOf(booking),
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
          <CancelSheet
            booking={booking}
            isOpen={isCancelOpen}
            onClose={() => setCancelOpen(false)}
            onCall={onCall}
          />
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
        {(isAtGate || booking.status === 'requested') && props.reminder}
        <View className="nc-centre">
          <ReadAloudButton sentences={[`${title}。${sentence}`, spokenBooking(booking)]} />
        </View>
      </View>
      {props.keptAtMs !== null && (
        <OfflineNotice className="bk-section" onReload={props.onReload}>
          这是{keptAtText(props.keptAtMs)} 存下的卡，到门口能用。
        </OfflineNotice>
      )}
      <Card className="bk-section" title="地方">
        <View className="nc-row nc-between nc-gap-8">
          <View className="nc-small nc-grow">{centre.address}</View>
          <LinkButton
            icon="navigate"
            text="导航"
            label={`导航去${centre.name}`}
            onTap={() => openInMapApp({ name: centre.name, address: centre.address, point: centre.point })}
          />
        </View>
        {centre.phone !== null && <View className="nc-small">园方电话 {centre.phone}</View>}
      </Card>
      {hasPrice(booking) && (
        <Card className="bk-section" title="费用">
          <QuoteLines
            lines={booking.quote.lines}
            totalFen={booking.quote.totalFen}
            currency={booking.quote.currency}
          />
        </Card>
      )}
      <ChangesCard booking={booking} />
      <OtherDays booking={booking} />
      {booking.canCancel && (
        <Card className="bk-section" title="来不了怎么办">
          <CancellationLines
            of={{
              date: booking.date,
              cancellation: booking.cancellation,
              totalFen: booking.quote.totalFen,
              currency: booking.quote.currency,
            }}
          />
          <View className="nc-row nc-wrap nc-gap-8">
            {booking.canChange && (
              <LinkButton text="改时间" onTap={() => goTo('/pages/booking/change', { id: booking.id })} />
            )}
            <LinkButton text="取消这次预约" onTap={() => setCancelOpen(true)} />
          </View>
        </Card>
      )}
    </PageShell>
  );
}
