import type { Reply } from '@nearcare/shared/contract/types';
import { View } from '@tarojs/components';
import { Tag } from '../../ui/tag';
import { Thread } from '../../ui/thread';
import { eventWords } from './centre-page/disclosure-words';

type Event = Reply<'getCentre'>['disclosures'][number];

/** Events on record as knots of a thread, in the order given: the first one is the newest and in apricot. */
export function EventThread<E extends Event>(props: {
  events: readonly E[];
  /** A word beside an event that is new to this parent. */
  markOf?: (event: E) => string | null;
}) {
  return (
    <Thread
      knots={props.events.map((event, index) => {
        const mark = props.markOf?.(event) ?? null;
        return {
          key: `${event.on} ${event.kind} ${event.text}`,
          ...(index === 0 ? { look: 'newest' as const } : {}),
          content: (
            <>
              <View className="nc-knot-text">
                <View className="nc-bold nc-inline">{eventWords[event.kind]}</View> {event.text}
              </View>
              <View className="nc-row nc-wrap nc-gap-4">
                <View className="nc-caption">
                  {event.on}·{event.source}
                </View>
                {mark !== null && <Tag tone="apricot" text={mark} />}
              </View>
            </>
          ),
        };
      })}
    />
  );
}
