import { View } from '@tarojs/components';
import { useState } from 'react';
import { errorLine } from '../../../api/error-messages';
import { useIdempotencyKey } from '../../../api/idempotency-key';
import { useWrite } from '../../../api/use-write';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Notice } from '../../../ui/notice';
import { TextArea } from '../../../ui/text-area';
import { actAsCentre, type CentreAct, type CentreComplaint, isStale } from './ask-complaints';

const longestText = 2000;
const forms = {
  accepted: { doText: '受理', seen: '已受理' },
  replied: { doText: '发给家长', seen: '已答复' },
} as const;

/** What a centre may do with it: accept, then reply. Closing is the department's. */
export function CentreAnswer(props: { of: CentreComplaint; onDone: (said: string | null) => void }) {
  const { of, onDone } = props;
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const write = useWrite();
  const key = useIdempotencyKey([of.id, of.may, text]);
  const said = text.trim();
  const answer = (move: CentreAct['move']) => {
    if (move === 'replied' && said === '') return setFault('写几句，家长会看到。');
    onDone(null);
    void write.run(async () => {
      try {
        await actAsCentre(of.id, { move, ...(said === '' ? {} : { text: said }) }, key);
        setText('');
        onDone(`家长现在看到：${forms[move].seen}${said === '' ? '。' : `，“${said}”`}`);
      } catch (thrown) {
        if (isStale(thrown)) return setFault('刚刚有变化，已经换成最新的。看一眼再答。');
        throw thrown;
      }
    });
  };
  const shown = fault ?? (write.error === null ? null : errorLine(write.error));
  return (
    <Card className="dk-gap" title="你们的答复">
      <TextArea
        id="centre-answer"
        label={of.may.includes('replied') ? '答复' : '写给家长（可以不写）'}
        value={text}
        maxLength={longestText}
        hint="家长和主管部门会看到"
        onChange={(next) => {
          setText(next);
          setFault(null);
          write.forgive();
        }}
      />
      {shown !== null && (
        <Notice tone="apricot" icon="warning" role="alert" className="nc-above-8">
          {shown}
        </Notice>
      )}
      <View className="nc-row nc-wrap nc-gap-8 nc-above-12">
        {of.may.map((move) => (
          <Button
            key={move}
            className="nc-half"
            text={write.isBusy ? '正在办' : forms[move].doText}
            isBusy={write.isBusy}
            onTap={() => answer(move)}
          />
        ))}
      </View>
    </Card>
  );
}
