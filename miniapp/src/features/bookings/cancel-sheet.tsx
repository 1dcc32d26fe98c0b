import { View } from '@tarojs/components';
import { useState } from 'react';
import { call } from '../../api/client';
import { describeError } from '../../api/error-messages';
import { type ApiError, asApiError } from '../../api/problem';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Sheet } from '../../ui/sheet';
import { dayWords } from '../../ui/words/civil-words';
import { type Booking, rememberBooking } from './booking-cache';
import { CancellationLines } from './cancellation-card';
import { cancelNowWords, isFreeOver, payingWords } from './cancellation-words';

type CancelSheetProps = {
  booking: Booking;
  isOpen: boolean;
  onClose: () => void;
  onCall: (() => void) | null;
};

/** Cancelling: first what it costs, then two buttons of one size, so that neither is pressed by mistake. */
export function CancelSheet(props: CancelSheetProps) {
  return (
    <Sheet title="取消这次预约？" isOpen={props.isOpen} onClose={props.onClose}>
      <CancelQuestion {...props} />
    </Sheet>
  );
}

function CancelQuestion({ booking, onClose, onCall }: CancelSheetProps) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);

  async function cancel(): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      // Asked again, the server gives the same answer; so no key is needed.
      rememberBooking(await call('cancelBooking', { params: { bookingId: booking.id }, body: {} }));
      onClose();
    } catch (thrown) {
      setError(asApiError(thrown));
    } finally {
      setBusy(false);
    }
  }

  const message = error === null ? null : describeError(error);
  const { date, cancellation, quote } = booking;
  return (
    <View>
      <View className="nc-small">
        {dayWords(date)}，{booking.child.nickname}，{booking.centre.name}
      </View>
      {booking.ifCancelledNow !== null && (
        <View className="nc-strong nc-above-8">{cancelNowWords(booking.ifCancelledNow, quote.currency)}</View>
      )}
      {booking.status !== 'requested' && (
        <CancellationLines
          of={{ date, cancellation, totalFen: quote.totalFen, currency: quote.currency }}
          isFreeOver={isFreeOver(booking)}
          isSickOver={booking.ifAbsentNow?.isInTime === false}
        />
      )}
      <View className="nc-caption nc-above-8">{payingWords}</View>
      {message !== null && (
        <Notice tone="apricot" icon="warning" role="alert" className="nc-above-12">
          {message.title}。{message.sentence}
        </Notice>
      )}
      <View className="nc-row nc-wrap nc-gap-8 nc-above-16">
        {error?.code === 'cancel_too_late' && onCall !== null ? (
          <Button className="bk-half" kind="outline" icon="phone" text="打电话" onTap={onCall} />
        ) : (
          <Button
            className="bk-half"
            kind="outline"
            text={isBusy ? '正在取消' : '取消预约'}
            isBusy={isBusy}
            onTap={() => void cancel()}
          />
        )}
        <Button className="bk-half" kind="solid" text="先不取消" onTap={onClose} />
      </View>
    </View>
  );
}
