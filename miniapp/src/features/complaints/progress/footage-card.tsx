import { View } from '@tarojs/components';
import { Card } from '../../../ui/card';
import { Picture } from '../../../ui/picture';
import { clockTile } from '../../../ui/pictures/clock-tile';
import { monthDay } from '../../../ui/words/civil-words';
import type { Complaint } from '../ask-complaints';

/** Until when the centre's recordings of that day are kept; nothing where no day is known. */
export function FootageCard({ of: { footageUntil, footageDaysLeft } }: { of: Complaint }) {
  if (footageUntil === null || footageDaysLeft === null) return null;
  return (
    <Card className="cm-gap">
      <View className="nc-row nc-gap-12">
        <Picture svg={clockTile()} width={54} height={54} />
        <View className="nc-grow">
          <View className="nc-strong">
            {footageDaysLeft > 0 ? `园里录像存到 ${monthDay(footageUntil)}` : '园里录像过了保存的时间'}
          </View>
          <View className="nc-caption">
            {footageDaysLeft > 0 ? `还有 ${footageDaysLeft} 天` : `一般存到 ${monthDay(footageUntil)}`}
          </View>
        </View>
      </View>
    </Card>
  );
}
