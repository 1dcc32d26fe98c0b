import { View } from '@tarojs/components';
import { useState } from 'react';
import { errorLine } from '../../api/error-messages';
import { useWrite } from '../../api/use-write';
import { Button } from '../../ui/button';
import { ChoiceList } from '../../ui/choice-list';
import { Notice } from '../../ui/notice';
import { missingPatch } from '../../ui/pictures/state-pictures';
import { StateView } from '../../ui/state-view';
import { Unread } from '../../ui/unread';
import { ageWords, clockWords, nearDayWords, timeRange } from '../../ui/words/civil-words';
import { askDesk, type DeskTemporary, refreshRosters, refreshTemporary, useTemporary } from './ask-desk';

type Reason = 'tooFewCarers' | 'groupFull' | 'visitFirst' | 'callUs';

/** One of few, so that nothing about a child is written; the family reads the same words. */
const reasons: { value: Reason; text: string }[] = [
  { value: 'tooFewCarers', text: '老师人手不够' },
  { value: 'groupFull', text: '班里的孩子满了' },
  { value: 'visitFirst', text: '要先来园里登记' },
  { value: 'callUs', text: '请家长打电话商量' },
];

/** 待回复 of a centre: children at short notice, the first deadline on top. Opening it is a look at each of them. */
export function TemporaryTab({ today }: { today: string }) {
  const { data, error, isFetching, refetch } = useTemporary();
  const write = useWrite();

  const decide = (bookingId: string, body: { decision: 'accepted' | 'declined'; reason?: Reason }) =>
    void write.run(async () => {
      try {
        await askDesk('deskDecideTemporary', { params: { bookingId }, body });
      } finally {
        await Promise.all([refreshTemporary(), refreshRosters()]);
      }
    });

  if (data === undefined) {
    return (
      <View className="nc-card">
        <Unread label="正在取待回复" read={{ error, isFetching, refetch }} />
      </View>
    );
  }
  return (
    <View className="nc-card dk-list">
      {write.error !== null && (
        <Notice tone="apricot" icon="warning" role="alert">
          {errorLine(write.error)}
        </Notice>
      )}
      {data.items.length === 0 ? (
        <StateView
          picture={missingPatch('inbox')}
          title="没有等回复的"
          sentence="有家长约临时托，会按期限排在这里。"
        />
      ) : (
        <View role="list">
          {data.items.map((item) => (
            <Waiting
              key={item.bookingId}
              item={item}
              today={today}
              isBusy={write.isBusy}
              onAccept={() => decide(item.bookingId, { decision: 'accepted' })}
              onDecline={(reason) => decide(item.bookingId, { decision: 'declined', reason })}
            />
          ))}
        </View>
      )}
    </View>
  );
}

function Waiting(props: {
  item: DeskTemporary;
  today: string;
  isBusy: boolean;
  onAccept: () => void;
  onDecline: (reason: Reason) => void;
}) {
  const { item, today } = props;
  const { nickname, answerBy } = item;
  const [isDeclining, setDeclining] = useState(false);
  return (
    <View className="dk-item dk-waiting" role="listitem">
      <View className="nc-strong">
        {nickname}，{ageWords(item.ageMonths)}
      </View>
      <View className="nc-small">
        {nearDayWords(item.date, today)} {timeRange(item.from, item.to)}，{item.groupName}
      </View>
      <View className="nc-caption">
        要在{nearDayWords(answerBy.on, today)} {clockWords(answerBy.time)} 前答复，位置先留着
      </View>
      {isDeclining ? (
        <Decline isBusy={props.isBusy} onDecline={props.onDecline} onBack={() => setDeclining(false)} />
      ) : (
        <View className="nc-row nc-wrap nc-gap-8 nc-above-8">
          <Button
            className="nc-half"
            kind="outline"
            text="接不了"
            label={`接不了${nickname}`}
            isBusy={props.isBusy}
            onTap={() => setDeclining(true)}
          />
          <Button
            className="nc-half"
            text="同意"
            label={`同意${nickname}来`}
            isBusy={props.isBusy}
            onTap={props.onAccept}
          />
        </View>
      )}
    </View>
  );
}

function Decline(props: { isBusy: boolean; onDecline: (reason: Reason) => void; onBack: () => void }) {
  const [reason, setReason] = useState<Reason>('tooFewCarers');
  return (
    <View className="nc-above-8">
      <View className="nc-small">选一个原因，家长马上看到，位置也让出来。</View>
      <ChoiceList isInRows label="原因" value={reason} options={reasons} onChange={setReason} />
      <View className="nc-row nc-wrap nc-gap-8 nc-above-12">
        <Button className="nc-half" kind="outline" text="先不答复" onTap={props.onBack} />
        <Button
          className="nc-half"
          text={props.isBusy ? '正在答复' : '告诉家长'}
          isBusy={props.isBusy}
          onTap={() => props.onDecline(reason)}
        />
      </View>
    </View>
  );
}
