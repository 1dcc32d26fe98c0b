import { View } from '@tarojs/components';
import { Tag } from '../../../ui/tag';
import { monthDay } from '../../../ui/words/civil-words';
import { StayTime } from '../stay-time';
import type { WaitlistEntry } from './waitlist-cache';
import { waitlistStatus } from './waitlist-words';

/** Day, hours, child and centre of what is waited for. */
export function WaitedFor({ entry }: { entry: WaitlistEntry }) {
  const status = waitlistStatus[entry.status];
  return (
    <View className="nc-row nc-between nc-top nc-gap-8">
      <View className="nc-grow">
        <View className="nc-title" role="heading" aria-level="2">
          <StayTime {...entry} />
        </View>
        <View className="nc-small">
          {monthDay(entry.date)}·{entry.child.nickname}·{entry.centre.name}
        </View>
      </View>
      <Tag text={status.word} tone={status.tint} />
    </View>
  );
}
