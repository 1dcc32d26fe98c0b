import { View } from '@tarojs/components';
import type { ClassCard, SignUp } from '../../api/classes';
import { Tag } from '../../ui/tag';
import { Tap } from '../../ui/tap';
import { wayLooks, wayWords } from '../../ui/words/class-words';
import { ClassCover } from './class-cover';
import './classes.css';
import { openClass } from './open-class';
import { cardTag, cardWhen, cardWho, spokenCard } from './sign-up-words';

/** One class in a list, one link: its way, when, what, who, and whether there is a seat. */
export function ClassRow({
  card,
  mine,
  today,
}: {
  card: ClassCard;
  mine: SignUp | undefined;
  today: string | null;
}) {
  const when = cardWhen(card, today);
  const who = cardWho(card);
  const tag = cardTag(card, mine);
  const way = wayWords[card.way];
  return (
    <Tap
      role="link"
      className="nc-card cl-row"
      label={spokenCard({ way, when, title: card.title, who, tag: tag?.text ?? null })}
      onTap={() => openClass(card, mine)}
    >
      <ClassCover id={card.id} way={card.way} />
      <View className="nc-grow">
        <View className="nc-row nc-wrap cl-row-head">
          <Tag text={way} tone={wayLooks[card.way].tone} icon={wayLooks[card.way].icon} />
          <View className="nc-caption">{when}</View>
        </View>
        <View className="nc-strong cl-row-title">{card.title}</View>
        <View className="nc-row nc-between nc-wrap cl-row-foot">
          <View className="nc-caption cl-row-who">{who}</View>
          {tag !== null && <Tag text={tag.text} tone={tag.tint} />}
        </View>
      </View>
    </Tap>
  );
}
