import { View } from '@tarojs/components';
import { useEffect, useRef } from 'react';
import { keepSignUp, type SignUp } from '../../../api/classes';
import { call } from '../../../api/client';
import { asApiError } from '../../../api/problem';
import { useWrite } from '../../../api/use-write';
import { Button } from '../../../ui/button';
import { useSecondsLeft } from '../../../ui/use-seconds-left';
import { leftAloud, leftWords } from '../../../ui/words/left-words';
import { WriteFault } from '../../../ui/write-fault';
import { untilWords } from '../sign-up-words';

/** A seat is kept for this child: until when, and two buttons. */
export function OfferCard(props: {
  signUp: SignUp;
  /** When it was answered: its seconds count from then. */
  arrivedAtMs: number;
  today: string | null;
}) {
  const { signUp, today } = props;
  const { offer, child } = signUp;
  const seconds = useSecondsLeft(offer?.secondsLeft ?? 0, props.arrivedAtMs);
  const write = useWrite();
  const isOver = seconds === 0;
  const whenOver = useRef(() => keepSignUp(signUp));
  useEffect(() => {
    // Asks anew what became of it.
    if (isOver) whenOver.current();
  }, [isOver]);
  const answer = (operationId: 'acceptSeat' | 'declineSeat') =>
    void write.run(async () => {
      try {
        keepSignUp(await call(operationId, { params: { signUpId: signUp.id } }));
      } catch (thrown) {
        if (asApiError(thrown).code === 'offer_gone') keepSignUp(signUp);
        throw thrown;
      }
    });
  if (offer === null) return null;
  return (
    <View className="nc-card cl-gap cl-offered" role="region" aria-label={`给${child.nickname}的名额`}>
      <View role="alert">
        <View className="nc-strong">
          有名额了，留到 {untilWords({ date: offer.untilDate, time: offer.untilTime }, today)}
        </View>
        <View className="nc-small">给{child.nickname}留着。到时没接受，就给下一家。</View>
      </View>
      <View className="nc-title" role="timer">
        {isOver ? '时间到了' : `还有 ${leftWords(seconds)}`}
      </View>
      <View className="cl-aloud" role="status">
        {leftAloud(seconds)}
      </View>
      <WriteFault error={write.error} />
      <View className="nc-row nc-wrap nc-gap-8 nc-above-8">
        <Button
          className="nc-half"
          kind="outline"
          text="不要了"
          isBusy={write.isBusy}
          onTap={() => answer('declineSeat')}
        />
        <Button
          className="nc-half"
          text={write.isBusy ? '正在答复' : '接受'}
          label={`接受${child.nickname}的名额`}
          isBusy={write.isBusy}
          onTap={() => answer('acceptSeat')}
        />
      </View>
    </View>
  );
}
