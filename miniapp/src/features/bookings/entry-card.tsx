import { View } from '@tarojs/components';
import { Seam } from '../../ui/card';
import { Picture } from '../../ui/picture';
import { qr } from '../../ui/pictures/qr';
import { Tag } from '../../ui/tag';
import { careModeWords } from '../../ui/words/care-words';
import { monthDay } from '../../ui/words/civil-words';
import { priceWithCurrency } from '../../ui/words/money';
import type { Booking } from './booking-cache';
import { gateText, hasPrice, opensGate, statusOf } from './booking-words';
import { StayTime } from './stay-time';

// A camera at the gate wants 124 px of squares at the least; the quiet edge comes on top (152 × 21 / 25 = 127).
const qrSize = 152;

/** 入园卡: proof at the gate. The four digits do when the picture cannot be read. */
export function EntryCard({ booking }: { booking: Booking }) {
  const status = statusOf(booking);
  return (
    <View className="nc-card bk-entry">
      <View className="nc-row nc-between nc-top nc-gap-8">
        <View className="nc-grow">
          <View className="nc-title" role="heading" aria-level="2">
            <StayTime {...booking} />
          </View>
          <View className="nc-small">
            {monthDay(booking.date)}·{careModeWords[booking.mode]}
          </View>
          <View className="nc-strong nc-above-4">{booking.child.nickname}</View>
          <View className="nc-small">
            {booking.centre.name}·{booking.groupName}
          </View>
        </View>
        <Tag
          text={status.word}
          tone={status.tint}
          {...(status.tint === 'green' ? { icon: 'check' as const } : {})}
        />
      </View>
      {opensGate(booking) && (
        <>
          <Seam />
          <View className="nc-row nc-wrap bk-gate">
            <View className="bk-qr">
              <Picture
                svg={qr(gateText(booking), qrSize)}
                width={qrSize}
                height={qrSize}
                label={`入园码 ${[...booking.entryCode].join(' ')}`}
              />
            </View>
            <View className="bk-gate-words">
              <View className="nc-caption">入园码</View>
              <View className="nc-display bk-digits" aria-hidden="true">
                {booking.entryCode}
              </View>
              <View className="nc-caption nc-above-4">扫不了就报这四个数字。没网也能用，已存在手机里。</View>
            </View>
          </View>
        </>
      )}
      <View className="bk-entry-foot nc-small">
        {hasPrice(booking) && (
          <View>
            到园付{' '}
            <View className="nc-bold bk-inline">
              {priceWithCurrency(booking.quote.totalFen, booking.quote.currency)}
            </View>
          </View>
        )}
        <View>预约号 {booking.number}</View>
      </View>
    </View>
  );
}
