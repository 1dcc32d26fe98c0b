import type { Reply } from '@nearcare/shared/contract/types';
import { View } from '@tarojs/components';
import { Button, LinkButton } from '../../ui/button';
import { Card } from '../../ui/card';
import { dayWords, timeRange } from '../../ui/words/civil-words';

/** What to read out to the family, or to write on a slip for it. */
export function BookedCard(props: {
  booking: Reply<'deskBookForFamily'>;
  onMore: () => void;
  onNext: () => void;
}) {
  const { booking } = props;
  return (
    <Card title="约好了，念给家长听">
      <View className="dk-big nc-above-8" role="status">
        {dayWords(booking.date)}
      </View>
      <View className="nc-strong">
        {booking.child.nickname}，{timeRange(booking.from, booking.to)}
      </View>
      <View className="nc-small nc-above-12">到门口报这四个数字：</View>
      <View className="dk-code" role="img" aria-label={`入园码 ${[...booking.entryCode].join(' ')}`}>
        {booking.entryCode}
      </View>
      <View className="nc-caption nc-centre">预约号 {booking.number}。家长的手机上也有。</View>
      <Button className="nc-above-16" text="换下一家" onTap={props.onNext} />
      <LinkButton text="给这家再约一天" onTap={props.onMore} />
    </Card>
  );
}
