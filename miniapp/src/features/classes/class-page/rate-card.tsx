import { View } from '@tarojs/components';
import { useState } from 'react';
import { keepSignUp, type SignUp } from '../../../api/classes';
import { call } from '../../../api/client';
import { useWrite } from '../../../api/use-write';
import { Button } from '../../../ui/button';
import { Notice } from '../../../ui/notice';
import { ScorePatches } from '../../../ui/score-patches';
import { TextArea } from '../../../ui/text-area';
import { monthDay } from '../../../ui/words/civil-words';
import { WriteFault } from '../../../ui/write-fault';

const longest = 300;

/** How it was: a score by one tap, words after it for who wants to say more. Nothing where it may not be said. */
export function RateCard({ signUp }: { signUp: SignUp }) {
  const { rating } = signUp;
  const [comment, setComment] = useState(rating?.comment ?? '');
  const write = useWrite();
  if (rating === null || (!rating.isOpen && rating.stars === null)) return null;
  // The whole of it each time, so the same said twice is said once and needs no key.
  const rate = (stars: number) =>
    void write.run(async () => {
      const said = comment.trim();
      const body = { stars, ...(said === '' ? {} : { comment: said }) };
      keepSignUp(await call('rateClass', { params: { signUpId: signUp.id }, body }));
    });
  if (!rating.isOpen)
    return (
      <>
        <View className="nc-small nc-above-4">
          你们打了 {rating.stars} 分。{rating.comment}
        </View>
        <CheckNotice rating={rating} />
      </>
    );
  const isChanged = rating.stars !== null && comment.trim() !== (rating.comment ?? '');
  return (
    <View className="nc-above-8">
      <View className="nc-bold">{rating.stars === null ? '这节课怎么样' : '谢谢，记下了'}</View>
      <ScorePatches value={rating.stars} isBusy={write.isBusy} onScore={rate} />
      {rating.stars !== null && (
        <>
          <TextArea
            id={`rate-${signUp.id}`}
            label="想说的（可以不写）"
            value={comment}
            maxLength={longest}
            hint="主办方会看到，看不到是谁说的。别写孩子的名字"
            onChange={setComment}
          />
          {isChanged && (
            <Button
              className="nc-above-8"
              kind="outline"
              isSmall
              text={write.isBusy ? '正在记下' : '说给主办方'}
              isBusy={write.isBusy}
              onTap={() => rate(rating.stars ?? 1)}
            />
          )}
        </>
      )}
      <CheckNotice rating={rating} />
      <WriteFault error={write.error} />
      <View className="nc-caption nc-above-4">{monthDay(rating.until)} 前能改。</View>
    </View>
  );
}

/** What becomes of words that the content check doubts: their own family is told, and why where nobody is to read them. */
function CheckNotice({ rating: { commentCheck, isOpen } }: { rating: NonNullable<SignUp['rating']> }) {
  if (commentCheck === null) return null;
  const { state, reason } = commentCheck;
  if (state === 'released')
    return <View className="nc-small nc-above-4">写的话核对过了，主办方会看到，看不到是谁写的。</View>;
  return (
    <Notice tone="apricot" icon={state === 'held' ? 'clock' : 'warning'} role="status" className="nc-above-8">
      {state === 'held'
        ? '写的话正在核对，主办方暂时看不到，只有你们家看得到。核对好了发消息告诉你。'
        : `写的话没有给主办方看。${reason === null ? '' : `原因：${reason}。`}分数照常算。${isOpen ? '改写后会再核对一次。' : ''}`}
    </Notice>
  );
}
