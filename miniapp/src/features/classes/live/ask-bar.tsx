import { Input, View } from '@tarojs/components';
import { useState } from 'react';
import { call } from '../../../api/client';
import { useIdempotencyKey } from '../../../api/idempotency-key';
import type { LiveState } from '../../../api/live-messages';
import { useWrite } from '../../../api/use-write';
import { Button } from '../../../ui/button';
import { Dock } from '../../../ui/dock';
import { WriteFault } from '../../../ui/write-fault';
import './live.css';
import type { AskedQuestion, LiveRoom } from './use-live-room';

type AskBarProps = {
  room: LiveRoom;
  state: LiveState;
  isMuted: boolean;
  onAsked: (question: AskedQuestion) => void;
  onSignUp: () => void;
};

/** One line and one button; in their place why one cannot ask now, and the way on. */
export function AskBar(props: AskBarProps) {
  const { room, state, isMuted } = props;
  if (state !== 'live') return null;
  if (!room.isSignedUp)
    return (
      <Dock>
        <View className="nc-small nc-grow">报名后能提问</View>
        <Button isSmall text="去报名" onTap={props.onSignUp} />
      </Dock>
    );
  if (isMuted || !room.mayAsk)
    return (
      <Dock>
        <View className="nc-small nc-grow" role="status">
          主持人请你先听一会儿，直播可以接着看。
        </View>
      </Dock>
    );
  return <AskForm {...props} />;
}

function AskForm({ room, onAsked }: AskBarProps) {
  const [text, setText] = useState('');
  const write = useWrite();
  const said = text.trim();
  // The same words asked again after they were taken are another question.
  const [round, setRound] = useState(0);
  const idempotencyKey = useIdempotencyKey([round, said]);
  const ask = () => {
    if (said === '') return;
    void write.run(async () => {
      const input = { params: { classId: room.classId }, body: { text: said } };
      onAsked(await call('postLiveQuestion', input, { idempotencyKey }));
      setText('');
      setRound(round + 1);
    });
  };
  const { questionLength } = room.config;
  const label = `问老师，最多 ${questionLength} 字`;
  return (
    <View className="lv-dock">
      {write.error !== null && (
        <View className="lv-dock-fault">
          <WriteFault error={write.error} />
        </View>
      )}
      <Dock>
        <Input
          className="nc-input lv-input"
          value={text}
          maxlength={questionLength}
          placeholder={label}
          placeholderClass="nc-placeholder"
          confirmType="send"
          aria-label={label}
          nativeProps={{ 'aria-label': label }}
          onInput={(event) => setText(event.detail.value)}
          onConfirm={ask}
        />
        <Button
          text={write.isBusy ? '在发' : '提问'}
          isBusy={write.isBusy}
          isDisabled={said === ''}
          onTap={ask}
        />
      </Dock>
    </View>
  );
}
