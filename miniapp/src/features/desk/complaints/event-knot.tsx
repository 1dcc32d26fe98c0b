import { View } from '@tarojs/components';
import { momentWords } from '../../../ui/words/complaint-words';
import { type DeskEvent, eventLine, roleNames } from './event-words';
import { FlagTag } from './matter-cards';

/** One event on the thread of either desk. */
export function EventKnot(props: { event: DeskEvent & { text: string | null }; isFlagged?: boolean }) {
  const { event } = props;
  const { title, facts } = eventLine(event);
  return (
    <>
      <View className="nc-knot-text">
        <View className="nc-bold nc-inline">{title}</View> {facts.join('，')}
      </View>
      {event.text !== null && <View className="nc-knot-text cd-words">{event.text}</View>}
      {props.isFlagged && event.text !== null && <FlagTag />}
      <View className="nc-caption">
        {momentWords(event.at)}·{roleNames[event.by]}
      </View>
    </>
  );
}
