import { View } from '@tarojs/components';
import { Card } from '../../../ui/card';
import { Icon } from '../../../ui/icon';
import { Thread } from '../../../ui/thread';
import { momentWords } from '../../../ui/words/complaint-words';
import type { OfficerComplaint } from './ask-complaints';
import { EventKnot } from './event-knot';

type Note = OfficerComplaint['notes'][number];

/** What happened, the last first; notes of the desk stand where they were made, in a frame of their own. */
export function OfficerThread({ of }: { of: OfficerComplaint }) {
  const all = [...of.events, ...of.notes].sort((a, b) => b.seq - a.seq);
  return (
    <Card className="dk-gap" title="经过">
      <Thread
        knots={all.map((one, index) => ({
          key: String(one.seq),
          ...(index === 0 ? { look: 'newest' as const } : {}),
          content:
            'kind' in one ? (
              <EventKnot event={one} isFlagged={of.flagged.includes(one.seq)} />
            ) : (
              <NoteKnot note={one} />
            ),
        }))}
      />
    </Card>
  );
}

function NoteKnot({ note }: { note: Note }) {
  return (
    <View className="cd-inside">
      <View className="nc-row nc-gap-4 nc-bold">
        <Icon name="lock" size={16} />
        <View>内部记录，只有我们看得到</View>
      </View>
      <View className="nc-knot-text cd-words">{note.text}</View>
      <View className="nc-caption">{momentWords(note.at)}</View>
    </View>
  );
}
