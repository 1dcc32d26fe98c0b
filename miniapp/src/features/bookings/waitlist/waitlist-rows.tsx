import { View } from '@tarojs/components';
import { goTo } from '../../../platform/navigate';
import { Tag } from '../../../ui/tag';
import { Tap } from '../../../ui/tap';
import { dayWords, timeRange } from '../../../ui/words/civil-words';
import { DateCloth } from '../date-cloth';
import './waitlist.css';
import { StayTime } from '../stay-time';
import type { WaitlistEntry } from './waitlist-cache';
import { untilWords, waitlistStatus } from './waitlist-words';

/** What is waited for, in the list of bookings: an offer above all. */
export function WaitlistRows({ entries }: { entries: readonly WaitlistEntry[] }) {
  const offeredFirst = [...entries].sort(
    (a, b) => Number(b.status === 'offered') - Number(a.status === 'offered'),
  );
  return (
    <>
      {offeredFirst.map((entry) => (
        <WaitlistRow key={entry.id} entry={entry} />
      ))}
    </>
  );
}

function WaitlistRow({ entry }: { entry: WaitlistEntry }) {
  const { word, tint } = waitlistStatus[entry.status];
  const time = timeRange(entry.from, entry.to);
  const place =
    entry.status === 'offered'
      ? `留到 ${untilWords(entry)}，点开接受`
      : entry.waitlistPosition === null
        ? null
        : `第 ${entry.waitlistPosition} 位`;
  const label = [dayWords(entry.date), time, entry.child.nickname, entry.centre.name, word, place];
  return (
    <Tap
      role="link"
      className={`nc-card bk-row ${entry.status === 'offered' ? 'wl-row-offered' : ''}`}
      label={label.filter(Boolean).join('，')}
      onTap={() => goTo('/pages/booking/waitlist', { id: entry.id })}
    >
      <DateCloth date={entry.date} isOver={entry.waitlistPosition === null} />
      <View className="nc-grow">
        <View className="nc-row nc-between nc-wrap bk-row-head">
          <View className="nc-strong">
            <StayTime {...entry} />
          </View>
          <Tag text={word} tone={tint} />
        </View>
        <View className="nc-small">
          {entry.child.nickname}，{entry.centre.name}
        </View>
        {place !== null && <View className="nc-caption">{place}</View>}
      </View>
    </Tap>
  );
}
