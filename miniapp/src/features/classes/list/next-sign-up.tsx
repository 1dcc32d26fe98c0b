import { View } from '@tarojs/components';
import type { SignUp } from '../../../api/classes';
import { goTo } from '../../../platform/navigate';
import { Icon } from '../../../ui/icon';
import { Tag } from '../../../ui/tag';
import { Tap } from '../../../ui/tap';
import { startWords } from '../../../ui/words/class-words';
import '../classes.css';
import { signUpState, untilWords } from '../sign-up-words';

/** What of my classes comes first: an offer that runs out, else the next one with a time. Nothing where there is none. */
export function NextSignUp({ signUps, today }: { signUps: readonly SignUp[]; today: string | null }) {
  const offered = signUps.find(({ status }) => status === 'offered');
  const coming = signUps.find(({ status, class: of }) => status === 'confirmed' && of.sessions.length > 0);
  const next = offered ?? coming;
  if (next === undefined) return null;
  const [first] = next.class.sessions;
  const { offer } = next;
  const line =
    offer !== null
      ? `名额留到 ${untilWords({ date: offer.untilDate, time: offer.untilTime }, today)}`
      : first === undefined
        ? ''
        : startWords(first, today);
  const { word, tint } = signUpState(next);
  return (
    <Tap
      role="link"
      className={`nc-card cl-next ${offer === null ? '' : 'cl-offered'}`}
      label={`我的课，${next.class.title}，${line}，${word}`}
      onTap={() => goTo('/pages/class/index', { id: next.class.id })}
    >
      <Icon name={offer === null ? 'calendar' : 'bell'} />
      <View className="nc-grow">
        <View className="nc-bold">{next.class.title}</View>
        <View className="nc-caption">{line}</View>
      </View>
      <Tag text={word} tone={tint} />
    </Tap>
  );
}
