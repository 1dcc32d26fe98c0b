import { View } from '@tarojs/components';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { call } from '../../../api/client';
import { errorLine } from '../../../api/error-messages';
import { useIdempotencyKey } from '../../../api/idempotency-key';
import { type ApiError, asApiError } from '../../../api/problem';
import { useWrite } from '../../../api/use-write';
import { goTo, goToTab, replaceWith } from '../../../platform/navigate';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { ConfirmSheet } from '../../../ui/confirm-sheet';
import { Dock } from '../../../ui/dock';
import { PageShell } from '../../../ui/page-shell';
import { QuoteLines } from '../../../ui/quote-lines';
import { Unread } from '../../../ui/unread';
import { leftAloud, leftWords } from '../../../ui/words/left-words';
import { rememberBooking } from '../booking-cache';
import '../booking-docks.css';
import '../bookings.css';
import { useSecondsLeft } from '../../../ui/use-seconds-left';
import { CancellationLines } from '../cancellation-card';
import { wasFreeOver } from '../cancellation-words';
import { DockRefusal } from '../dock-refusal';
import { useIsExpired, useQuote } from '../use-quote';
import { OverlapCard, replaceableOf } from './overlap-card';
import './waitlist.css';
import { WaitedFor } from './waited-for';
import { forgetLines, rememberEntry, type WaitlistEntry } from './waitlist-cache';
import { untilWords } from './waitlist-words';

type OfferPageProps = {
  entry: WaitlistEntry;
  /** When the entry was answered: its seconds count from then. */
  arrivedAtMs: number;
  overlay?: ReactNode;
  /** The offer has ended, or somebody ended it: ask what is now. */
  onOver: () => void;
};

/** A place is kept for this family: until when, what it costs, and two buttons. */
export function OfferPage({ entry, arrivedAtMs, overlay, onOver }: OfferPageProps) {
  const [isDeclining, setDeclining] = useState(false);
  const { child, centre, date } = entry;
  const replaced = replaceableOf(entry);
  const isBlocked = entry.overlapping.length > 0 && replaced === null;
  const read = useQuote({
    ...{ centreId: centre.id, childId: child.id, dates: date, wish: entry.wish },
    ...(replaced && { bookingId: replaced.bookingId, waitlistEntryId: entry.id }),
  });
  const { data: quote, dataUpdatedAt, isFetching, refetch } = read;
  const isExpired = useIsExpired(quote, dataUpdatedAt);
  const { error, isBusy, accept } = useAccept(
    entry,
    { quoteId: quote?.id ?? '', replaces: replaced?.bookingId },
    onOver,
  );
  const day = quote?.days[0];
  const needsNewPrice = isExpired || error?.code === 'quote_expired';

  return (
    <PageShell
      title="有位置了"
      isDemo={entry.isDemo}
      dock={
        <View>
          {error !== null && !needsNewPrice && (
            <DockRefusal
              error={error}
              facts={{ child: child.nickname }}
              steps={{
                retry: () => void accept(),
                seeNearby: () => goToTab('/pages/find/index'),
                seeBookings: () => goToTab('/pages/bookings/index'),
                changeDate: () => goTo('/pages/booking/choose', { centreId: centre.id, date }),
              }}
            />
          )}
          <Dock>
            <Button kind="outline" text="不要了" onTap={() => setDeclining(true)} />
            {needsNewPrice ? (
              <Button className="nc-grow" text="重新算价" isBusy={isFetching} onTap={() => void refetch()} />
            ) : (
              <Button
                className="nc-grow"
                text={isBusy ? '正在接受' : replaced ? '换掉那次，接受' : '接受'}
                label={replaced ? `换掉${replaced.centreName}的预约，接受这个位置` : '接受这个位置'}
                isDisabled={quote === undefined || isBlocked}
                isBusy={isBusy}
                onTap={() => void accept()}
              />
            )}
          </Dock>
        </View>
      }
      overlay={
        <>
          <DeclineSheet entry={entry} isOpen={isDeclining} onClose={() => setDeclining(false)} />
          {overlay}
        </>
      }
    >
      <View className="nc-card bk-hero-card">
        <WaitedFor entry={entry} />
        <Countdown entry={entry} arrivedAtMs={arrivedAtMs} onOver={onOver} />
      </View>
      <OverlapCard entry={entry} quote={quote} />
      <Card className="bk-section" title="费用">
        {quote === undefined || day === undefined ? (
          <Unread label="正在算价" rows={3} read={read} />
        ) : (
          <>
            <QuoteLines lines={day.lines} totalFen={quote.totalFen} currency={quote.currency} />
            <View className="nc-above-8 nc-strong">来不了怎么办</View>
            <CancellationLines
              of={{
                ...{ date, cancellation: day.cancellation },
                ...{ totalFen: quote.totalFen, currency: quote.currency },
              }}
              isFreeOver={wasFreeOver(quote, day.cancellation)}
              isSickOver={!day.ifAbsentNow.isInTime}
            />
          </>
        )}
      </Card>
    </PageShell>
  );
}

function Countdown({ entry, arrivedAtMs, onOver }: Omit<OfferPageProps, 'overlay'>) {
  const seconds = useSecondsLeft(entry.offer?.secondsLeft ?? 0, arrivedAtMs);
  const isOver = seconds === 0;
  // Once, however often the page that says what to do then is drawn again.
  const whenOver = useRef(onOver);
  whenOver.current = onOver;
  useEffect(() => {
    if (isOver) whenOver.current();
  }, [isOver]);
  return (
    <View className="wl-offer" role="alert">
      <View className="nc-strong">位置留到 {untilWords(entry)}</View>
      <View className="wl-left" role="timer">
        {isOver ? '时间到了' : `还有 ${leftWords(seconds)}`}
      </View>
      <View className="nc-small">到时没接受，就给下一家。</View>
      <View className="wl-aloud" role="status">
        {leftAloud(seconds)}
      </View>
    </View>
  );
}

/** One key for one quote: two taps, or a retry after a lost answer, make one booking; so do two phones. */
function useAccept(
  entry: WaitlistEntry,
  { quoteId, replaces }: { quoteId: string; replaces: string | undefined },
  onOver: () => void,
) {
  const [error, setError] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const idempotencyKey = useIdempotencyKey({ quoteId });

  async function accept(): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      const input = {
        params: { waitlistEntryId: entry.id },
        body: { quoteId, ...(replaces && { replaces }) },
      };
      const booking = await call('acceptOffer', input, { idempotencyKey });
      rememberBooking(booking, replaces === undefined ? 'booked' : 'changed');
      forgetLines(entry.centre.id);
      replaceWith('/pages/booking/card', { id: booking.id });
    } catch (thrown) {
      const refusal = asApiError(thrown);
      setError(refusal);
      if (refusal.code === 'offer_gone') onOver();
    } finally {
      setBusy(false);
    }
  }

  return { error, isBusy, accept };
}

function DeclineSheet(props: { entry: WaitlistEntry; isOpen: boolean; onClose: () => void }) {
  const write = useWrite();
  const decline = () =>
    write.run(async () => {
      rememberEntry(await call('declineOffer', { params: { waitlistEntryId: props.entry.id } }));
      props.onClose();
    });
  return (
    <ConfirmSheet
      title="不要这个位置？"
      isOpen={props.isOpen}
      doText="不要了"
      busyText="正在退出"
      keepText="先留着"
      isBusy={write.isBusy}
      fault={write.error === null ? null : errorLine(write.error)}
      onDo={() => void decline()}
      onClose={props.onClose}
    >
      <View>位置马上给下一家，名次也不留。没有费用。</View>
    </ConfirmSheet>
  );
}
