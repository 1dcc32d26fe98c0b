import { View } from '@tarojs/components';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { TextArea } from '../../ui/text-area';

/** As many letters as the service takes of what a desk says to a family. */
const longestText = 200;

type Answer = { text: string; isDisabled?: boolean; onTap: () => void };

/** How each answer of a desk to a family ends: what is said to it, what was wrong, no and yes side by side. */
export function AnswerEnd(props: {
  id: string;
  label: string;
  said: string;
  fault: string | null;
  isBusy: boolean;
  no: Answer;
  yes: Answer;
  onSay: (said: string) => void;
}) {
  const { fault, isBusy, no, yes } = props;
  return (
    <>
      <TextArea
        id={props.id}
        label={props.label}
        value={props.said}
        maxLength={longestText}
        hint="家长会看到"
        onChange={props.onSay}
      />
      {fault !== null && (
        <Notice tone="apricot" icon="warning" role="alert" className="nc-above-8">
          {fault}
        </Notice>
      )}
      <View className="nc-row nc-wrap nc-gap-8 nc-above-12">
        {[no, yes].map(({ text, isDisabled = false, onTap }, index) => (
          <Button
            key={index === 0 ? 'no' : 'yes'}
            className="nc-half"
            kind="outline"
            text={text}
            isBusy={isBusy}
            isDisabled={isDisabled}
            onTap={onTap}
          />
        ))}
      </View>
    </>
  );
}
