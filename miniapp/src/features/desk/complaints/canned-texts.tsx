import { View } from '@tarojs/components';
import { Button } from '../../../ui/button';
import type { OfficerComplaint } from './ask-complaints';
import type { OfficerMove } from './moves';

/** Sentences to start from: one tap puts it behind what is written already. */
export function CannedTexts(props: {
  of: Pick<OfficerComplaint, 'cannedTexts'>;
  move: OfficerMove;
  said: string;
  onSay: (text: string) => void;
}) {
  const { said } = props;
  const texts = props.of.cannedTexts.filter(({ move, text }) => move === props.move && !said.includes(text));
  if (texts.length === 0) return null;
  return (
    <View className="cd-canned" role="group" aria-label="常用的话">
      {texts.map(({ text }) => (
        <Button
          key={text}
          kind="soft"
          isSmall
          icon="plus"
          text={text}
          label={`写上：${text}`}
          onTap={() => props.onSay(said.trim() === '' ? text : `${said}\n${text}`)}
        />
      ))}
    </View>
  );
}
