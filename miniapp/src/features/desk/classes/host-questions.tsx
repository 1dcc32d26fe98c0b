import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button, LinkButton } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { MoreButton } from '../../../ui/more-button';
import { Tag } from '../../../ui/tag';
import { TextArea } from '../../../ui/text-area';
import { Unread } from '../../../ui/unread';
import { type DeskLiveQuestion, type DeskLiveRoom, useDeskLiveQuestions } from './ask-classes-desk';
import type { useHost } from './use-host';

type Host = ReturnType<typeof useHost>;

const longest = 1000;

/** `held`: how many wait, as it was told last. */
type Props = { room: DeskLiveRoom; held: number; host: Host };

/** What parents ask, those first that wait to be shown. */
export function HostQuestions({ room, held: waiting, host }: Props) {
  const read = useDeskLiveQuestions(room.classId);
  const { items } = read;
  const held = (items ?? []).filter(({ state }) => state === 'held');
  const others = (items ?? []).filter(({ state }) => state !== 'held');
  return (
    <Card
      className="dk-gap"
      title="提问"
      aside={waiting > 0 && <Tag text={`${waiting} 条等你看`} tone="apricot" />}
    >
      {items === null ? (
        <Unread label="正在取提问" read={read} />
      ) : items.length === 0 ? (
        <View className="nc-small nc-above-4">还没有人问。</View>
      ) : (
        [...held, ...others].map((question) => (
          <Question key={question.id} of={question} may={room.may} host={host} />
        ))
      )}
      <MoreButton read={read} text="看更早的" />
    </Card>
  );
}

function Question({ of, may, host }: { of: DeskLiveQuestion; may: DeskLiveRoom['may']; host: Host }) {
  const { id: questionId, by, text, state, answer, isMuted } = of;
  const [isAnswering, setAnswering] = useState(false);
  const [said, setSaid] = useState('');
  if (text === null) return null;
  const canAnswer = may.includes('answer') && state === 'shown';
  return (
    <View className="dk-item dk-waiting" role="group" aria-label={`${by}问：${text}`}>
      <View className="nc-row nc-between nc-gap-8">
        <View className="nc-small">
          {by}
          {isMuted ? '，已请先听' : ''}
        </View>
        {state === 'held' && <Tag text="内容待核，别人看不到" tone="apricot" />}
        {state === 'hidden' && <Tag text="藏起来了" />}
        {answer !== null && <Tag text="答了" tone="green" />}
      </View>
      <View className="nc-strong">{text}</View>
      {answer !== null && <View className="nc-small">答：{answer}</View>}
      {isAnswering && (
        <>
          <TextArea
            id={`answer-${questionId}`}
            label="你的回答"
            value={said}
            maxLength={longest}
            hint="直播间里的人都看到"
            onChange={setSaid}
          />
          <View className="nc-row nc-wrap nc-gap-8 nc-above-8">
            <Button
              className="nc-half"
              isSmall
              text={host.isBusy ? '在发' : '回答'}
              isBusy={host.isBusy}
              isDisabled={said.trim() === ''}
              onTap={() =>
                host.act({ move: 'answer', questionId, text: said.trim() }, () => {
                  setAnswering(false);
                  setSaid('');
                })
              }
            />
            <Button
              className="nc-half"
              kind="outline"
              isSmall
              text="先不答"
              onTap={() => setAnswering(false)}
            />
          </View>
        </>
      )}
      {!isAnswering && (
        <View className="nc-row nc-wrap nc-gap-12">
          {canAnswer && (
            <LinkButton text={answer === null ? '回答' : '再答一次'} onTap={() => setAnswering(true)} />
          )}
          {state !== 'shown' && may.includes('show') && (
            <LinkButton text="给大家看" onTap={() => host.act({ move: 'show', questionId })} />
          )}
          {state !== 'hidden' && may.includes('hide') && (
            <LinkButton text="藏起来" onTap={() => host.act({ move: 'hide', questionId })} />
          )}
          {may.includes(isMuted ? 'unmute' : 'mute') && (
            <LinkButton
              text={isMuted ? '让他再问' : '请他先听'}
              label={`${isMuted ? '让' : '请'}${by}${isMuted ? '再问' : '先听'}`}
              onTap={() => host.act({ move: isMuted ? 'unmute' : 'mute', questionId })}
            />
          )}
        </View>
      )}
    </View>
  );
}
