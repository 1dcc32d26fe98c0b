import { View } from '@tarojs/components';
import { useWishKeys } from '../../../api/idempotency-key';
import { useWrite } from '../../../api/use-write';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { ScorePatches } from '../../../ui/score-patches';
import { resultWords } from '../../../ui/words/complaint-words';
import { WriteFault } from '../../../ui/write-fault';
import { actOn, type Complaint, type Reached } from '../ask-complaints';
import { instantWords } from '../when-words';
import type { ReasonedMove } from './reason-sheet';

/** Once it ended: how, whether that solved it, and the ways on. Nothing while it is open or was withdrawn. */
export function EndCard(props: {
  of: Reached;
  onChanged: (complaint: Complaint) => void;
  onStale: () => void;
  onAsk: (move: ReasonedMove) => void;
}) {
  const { complaint } = props.of;
  const { state, may, nextLevel } = complaint;
  if (state !== 'closed' && state !== 'refused') return null;
  const last = [...complaint.events].reverse().find(({ kind }) => kind === state);
  return (
    <Card className="cm-gap" title={state === 'closed' ? '办结了，解决了吗？' : '没有受理'}>
      {last?.result != null && <View className="nc-strong nc-above-4">{resultWords[last.result]}</View>}
      {last?.text != null && <View className="nc-small nc-above-4">{last.text}</View>}
      {state === 'refused' && last?.body != null && (
        <View className="nc-small nc-above-4">可以找{last.body.name}。</View>
      )}
      {may.includes('rated') && <Rating {...props} />}
      <View className="nc-row nc-wrap nc-gap-8 nc-above-12">
        {may.includes('reopened') && (
          <Button className="nc-grow" text="没解决，重新办" onTap={() => props.onAsk('reopened')} />
        )}
        {may.includes('escalated') && (
          <Button className="nc-grow" text="交给上一级" onTap={() => props.onAsk('escalated')} />
        )}
      </View>
      {may.includes('reopened') && complaint.reopenUntil !== null && (
        <View className="nc-caption nc-above-8">
          {instantWords(complaint.reopenUntil, Date.now())} 前可以重新办。
        </View>
      )}
      {may.includes('escalated') && nextLevel !== null && (
        <View className="nc-caption nc-above-8">由{nextLevel}来办，期限重新算。</View>
      )}
    </Card>
  );
}

/** One tap says it. */
function Rating({ of, onChanged, onStale }: Parameters<typeof EndCard>[0]) {
  const write = useWrite();
  const keys = useWishKeys();
  const rate = async (score: number) => {
    const isDone = await write.run(async () => {
      const changed = await actOn(of, { move: 'rated', score }, keys.keyOf(score));
      keys.answered();
      onChanged(changed);
    });
    if (!isDone) onStale();
  };
  return (
    <>
      <ScorePatches isBusy={write.isBusy} onScore={(score) => void rate(score)} />
      <WriteFault error={write.error} />
    </>
  );
}
