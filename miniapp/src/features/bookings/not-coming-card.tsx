import { View } from '@tarojs/components';
import { goTo } from '../../platform/navigate';
import { LinkButton } from '../../ui/button';
import { Card } from '../../ui/card';
import type { Booking } from './booking-cache';
import { CancellationLines } from './cancellation-card';
import { isFreeOver } from './cancellation-words';

/** 来不了怎么办 on a card: what it costs by now, and the ways to say so. Nothing where there is none. */
export function NotComingCard(props: { booking: Booking; onAbsence: () => void; onCancel: () => void }) {
  const { booking } = props;
  const { id, date, cancellation, quote, status, ifAbsentNow } = booking;
  if (!booking.canCancel && ifAbsentNow === null) return null;
  return (
    <Card className="bk-section" title="来不了怎么办">
      <CancellationLines
        of={{ date, cancellation, totalFen: quote.totalFen, currency: quote.currency }}
        isFreeOver={isFreeOver(booking)}
        isSickOver={ifAbsentNow?.isInTime === false}
        isAsking={status === 'requested'}
      />
      <View className="nc-row nc-wrap nc-gap-12">
        {booking.canChange && (
          <LinkButton text="改时间" onTap={() => goTo('/pages/booking/change', { id })} />
        )}
        {ifAbsentNow !== null && <LinkButton text="生病请假" onTap={props.onAbsence} />}
        {booking.canCancel && <LinkButton text="取消这次预约" onTap={props.onCancel} />}
      </View>
    </Card>
  );
}
