import { View } from '@tarojs/components';
import { goTo } from '../../platform/navigate';
import { Card } from '../../ui/card';
import { Tag } from '../../ui/tag';
import { Tap } from '../../ui/tap';
import { dayWords } from '../../ui/words/civil-words';
import type { Booking } from './booking-cache';
import { bookingStatus } from './booking-words';
import './several-days.css';

/** The other days that were asked for together with this one. Nothing where it stands alone. */
export function OtherDays({ booking: { id, request } }: { booking: Booking }) {
  const others = request.bookings.filter((other) => other.id !== id);
  if (others.length === 0) return null;
  return (
    <Card className="bk-section" title={`一起约的，还有 ${others.length} 天`}>
      {others.map((other) => {
        const { word, tint } = bookingStatus[other.status];
        return (
          <Tap
            key={other.id}
            role="link"
            className="nc-row nc-between nc-gap-8 bk-other-day"
            label={`看${dayWords(other.date)}的入园卡，${word}`}
            onTap={() => goTo('/pages/booking/card', { id: other.id })}
          >
            <View>{dayWords(other.date)}</View>
            <Tag text={word} tone={tint} />
          </Tap>
        );
      })}
    </Card>
  );
}
