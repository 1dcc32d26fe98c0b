import { View } from '@tarojs/components';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { describeError } from '../../api/error-messages';
import { keptAtText } from '../../api/last-answers';
import { useIsOnline } from '../../platform/network';
import { Icon } from '../../ui/icon';
import { Sheet } from '../../ui/sheet';
import { Tap } from '../../ui/tap';
import { metresWords } from '../../ui/words/distance';
import { sendWaiting } from './fault-reports';
import { RoomSheet } from './room-sheet';
import { faultSentence, openWords, type Room, roomSentence } from './room-words';
import { type Around, useRooms } from './use-rooms';
import './rooms.css';

/** Mother-baby rooms on the map: the switch, what to draw, a line about it, and the sheets over the page. */
export function useRoomsLayer(around: Around | null) {
  const [isOn, setOn] = useState(false);
  const [open, setOpen] = useState<'list' | { roomId: string } | null>(null);
  const isOnline = useIsOnline();
  const found = useRooms(around, isOn);
  const { rooms } = found;

  useEffect(() => {
    if (isOnline && isOn) void sendWaiting();
  }, [isOnline, isOn]);

  const pins = useMemo(
    () => rooms.map((room) => ({ id: room.id, point: room.point, label: roomSentence(room) })),
    [rooms],
  );
  const room = open !== null && open !== 'list' ? (rooms.find(({ id }) => id === open.roomId) ?? null) : null;

  return {
    layer: {
      name: '母婴室',
      isOn,
      onToggle: () => setOn(!isOn),
      pins,
      onPin: (roomId: string) => setOpen({ roomId }),
      note: <Note found={found} onList={() => setOpen('list')} />,
    },
    sheet: (
      <>
        {open === 'list' && (
          <RoomList
            rooms={rooms}
            keptAtMs={found.keptAtMs}
            onRoom={(roomId) => setOpen({ roomId })}
            onClose={() => setOpen(null)}
          />
        )}
        {room && <RoomSheet room={room} onClose={() => setOpen(null)} />}
      </>
    ),
  };
}

/** How many rooms there are, over the map; a tap lists them. */
function Note({ found, onList }: { found: ReturnType<typeof useRooms>; onList: () => void }) {
  const { rooms, isLoading, error, retry } = found;
  if (error !== null) return <Pill text={`${describeError(error).title}，再试一次`} onTap={retry} />;
  if (isLoading) return <Pill text="正在找母婴室" />;
  if (rooms.length === 0) return <Pill text="这附近没有登记的母婴室" />;
  return <Pill text={`母婴室 ${rooms.length} 间`} onTap={onList} />;
}

function Pill({ text, onTap }: { text: string; onTap?: () => void }) {
  if (onTap === undefined) {
    return (
      <View className="room-pill" role="status">
        {text}
      </View>
    );
  }
  return (
    <Tap className="room-pill" onTap={onTap}>
      <View role="status">{text}</View>
      <Icon name="chevron-right" size={16} />
    </Tap>
  );
}

function RoomList(props: {
  rooms: readonly Room[];
  keptAtMs: number | null;
  onRoom: (roomId: string) => void;
  onClose: () => void;
}): ReactNode {
  return (
    <Sheet title="附近的母婴室" isOpen onClose={props.onClose}>
      {props.keptAtMs !== null && (
        <View className="nc-caption">{keptAtText(props.keptAtMs)} 看到的，现在可能变了</View>
      )}
      <View role="list" aria-label="母婴室">
        {props.rooms.map((room) => (
          <View key={room.id} className="room-item" role="listitem">
            <Tap className="room-row" label={roomSentence(room)} onTap={() => props.onRoom(room.id)}>
              <View className="nc-grow">
                <View className="nc-strong">{room.name}</View>
                <View className="nc-small">
                  {metresWords(room.distanceMetres)}，{openWords(room)}
                </View>
                {room.faults[0] && (
                  <View className="nc-small room-fault">{faultSentence(room.faults[0])}</View>
                )}
              </View>
              <Icon name="chevron-right" />
            </Tap>
          </View>
        ))}
      </View>
    </Sheet>
  );
}
