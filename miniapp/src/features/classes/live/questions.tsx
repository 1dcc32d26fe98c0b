import { View } from '@tarojs/components';
import type { LiveState } from '../../../api/live-messages';
import { Icon } from '../../../ui/icon';
import { Tag } from '../../../ui/tag';
import type { LiveQuestion } from '../../../ui/words/live-words';
import './live.css';
import type { AskedQuestion } from './use-live-room';

export function NoticeBar({ text }: { text: string }) {
  return (
    <View className="nc-notice nc-notice-indigo" role="status">
      <Icon name="bell" />
      <View className="nc-grow">
        <View className="nc-inline nc-bold">公告</View> {text}
      </View>
    </View>
  );
}

/** What is asked, the last first; one's own that wait for the host stand on top, seen by nobody else. */
export function Questions(props: {
  questions: readonly LiveQuestion[];
  mine: readonly AskedQuestion[];
  state: LiveState;
}) {
  const { questions, mine } = props;
  const held = mine.filter(({ id, state }) => state === 'held' && !questions.some((one) => one.id === id));
  const ids = new Set(mine.map(({ id }) => id));
  if (questions.length + held.length === 0)
    return (
      <View className="nc-small nc-above-8">
        {props.state === 'live' ? '还没有人问，你先来一个。' : '还没有提问。'}
      </View>
    );
  return (
    <View role="list">
      {held.map(({ id, text }) => (
        <View key={id} className="lv-question" role="listitem">
          <View className="nc-row nc-between nc-gap-8">
            <View className="lv-by">我</View>
            <Tag text="等老师看" tone="apricot" icon="clock" />
          </View>
          <View className="lv-text">{text}</View>
          <View className="nc-caption">这句话要老师看过再显示</View>
        </View>
      ))}
      {questions.map(({ id, by, text, answer, answeredBy }) => (
        <View key={id} className="lv-question" role="listitem">
          <View className="nc-row nc-between nc-gap-8">
            <View className="lv-by">{ids.has(id) ? `我（${by}）` : by}</View>
            {ids.has(id) && answer === null && props.state === 'live' && (
              <Tag text={placeWords(questions, id)} tone="apricot" icon="clock" />
            )}
          </View>
          <View className="lv-text">{text}</View>
          {answer !== null && (
            <View className="lv-answer">
              <View className="nc-inline nc-bold">{answeredBy ?? '老师'}</View> {answer}
            </View>
          )}
        </View>
      ))}
    </View>
  );
}

/** `排在第 4`: so many unanswered ones were asked before, this one too. */
function placeWords(questions: readonly LiveQuestion[], id: string): string {
  const open = questions.filter(({ answer }) => answer === null);
  return `排在第 ${open.length - open.findIndex((one) => one.id === id)}`;
}
