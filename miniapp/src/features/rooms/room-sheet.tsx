import { View } from '@tarojs/components';
import { openInMapApp } from '../../platform/map-app';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Notice } from '../../ui/notice';
import { Sheet } from '../../ui/sheet';
import { DemoTag } from '../../ui/tag';
import { monthDay } from '../../ui/words/civil-words';
import { metresWords } from '../../ui/words/distance';
import { FaultReport } from './fault-report';
import { facilitiesText, faultSentence, openWords, type Room, weekHours } from './room-words';

/** One mother-baby room: whether it is open, where inside, what is there, what others found wrong, the way, a report. */
export function RoomSheet({ room, onClose }: { room: Room; onClose: () => void }) {
  const { name, address, point, whereInside, source } = room;
  return (
    <Sheet title={name} isOpen onClose={onClose}>
      <View className="nc-row nc-between nc-gap-8 nc-wrap">
        <View className={`nc-strong ${room.isOpenNow ? 'room-open' : 'room-shut'}`}>{openWords(room)}</View>
        <View className="nc-small">
          {metresWords(room.distanceMetres)}，走约 {Math.max(1, room.walkMinutes)} 分钟
        </View>
      </View>
      {room.faults.map((fault) => (
        <Notice key={fault.kind} icon="warning" className="nc-above-8">
          {faultSentence(fault)}
        </Notice>
      ))}
      <View className="nc-above-8">
        <Line icon="pin" text={whereInside === null ? address : `${address}，${whereInside}`} />
        {room.openingHours.length > 0 && <Line icon="clock" text={weekHours(room).join('；')} />}
        {room.facilities.length > 0 && <Line icon="check" text={facilitiesText(room)} />}
      </View>
      <Button
        className="nc-above-12"
        icon="navigate"
        text="怎么去"
        label={`去${name}的路`}
        onTap={() => openInMapApp({ name, address, point })}
      />
      <FaultReport roomId={room.id} />
      <View className="nc-row nc-between nc-gap-8 nc-caption nc-above-12">
        <View>
          {source.name}，{monthDay(source.asOf)} 更新
        </View>
        {room.isDemo && <DemoTag />}
      </View>
    </Sheet>
  );
}

function Line({ icon, text }: { icon: 'pin' | 'clock' | 'check'; text: string }) {
  return (
    <View className="room-line">
      <Icon name={icon} />
      <View className="nc-grow">{text}</View>
    </View>
  );
}
