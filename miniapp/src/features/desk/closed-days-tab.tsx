import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { errorLine } from '../../api/error-messages';
import { useWrite } from '../../api/use-write';
import { Button, LinkButton } from '../../ui/button';
import { Card } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { TextField } from '../../ui/text-field';
import { Unread } from '../../ui/unread';
import { dayWords, monthDay } from '../../ui/words/civil-words';
import { askDesk, keepClosedDays, refreshRosters, useClosedDays } from './ask-desk';
import { DayGrid } from './day-grid';
import { useWeeks } from './use-weeks';

const mostAtOnce = 31;
const daysAhead = 180;
const longestReason = 60;

/** 闭园: days on which the centre does not open although its week says so. What closing ends is told before. */
export function ClosedDaysTab({ today }: { today: string }) {
  const { data, error, isFetching, refetch } = useClosedDays();
  const [done, setDone] = useState<string | null>(null);
  if (data === undefined) {
    return (
      <View className="nc-card">
        <Unread label="正在取闭园的日子" read={{ error, isFetching, refetch }} />
      </View>
    );
  }
  return (
    <>
      {done !== null && (
        <Notice tone="green" icon="check">
          {done}
        </Notice>
      )}
      <Closed items={data.items} onDone={setDone} />
      <CloseForm today={today} closed={data.items.map(({ on }) => on)} onDone={setDone} />
    </>
  );
}

function Closed(props: { items: readonly { on: string; reason: string }[]; onDone: (said: string) => void }) {
  const write = useWrite();
  const reopen = (date: string) =>
    write.run(async () => {
      keepClosedDays(await askDesk('deskReopenDay', { params: { date } }));
      void refreshRosters();
      props.onDone(`${monthDay(date)}重新开门了。取消过的预约不会回来。`);
    });
  return (
    <Card className="dk-gap" title="定好的闭园">
      {props.items.length === 0 && <View className="nc-small nc-above-4">没有。节假日和休息日不用写。</View>}
      {write.error !== null && <Fault>{errorLine(write.error)}</Fault>}
      <View role="list">
        {props.items.map(({ on, reason }) => (
          <View key={on} className="dk-row" role="listitem">
            <View className="nc-grow">
              <View className="nc-strong">{dayWords(on)}</View>
              <View className="nc-caption">{reason}</View>
            </View>
            <LinkButton
              text="重新开门"
              label={`${dayWords(on)}重新开门`}
              isBusy={write.isBusy}
              onTap={() => void reopen(on)}
            />
          </View>
        ))}
      </View>
    </Card>
  );
}

const Fault = ({ children }: { children: ReactNode }) => (
  <Notice tone="apricot" icon="warning" role="alert" className="nc-above-8">
    {children}
  </Notice>
);

function CloseForm(props: { today: string; closed: readonly string[]; onDone: (said: string) => void }) {
  const { today, closed } = props;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [reason, setReason] = useState('');
  /** How many bookings would end, once they were counted for just these days. */
  const [effect, setEffect] = useState<number | null>(null);
  const weeks = useWeeks(today, daysAhead);
  const write = useWrite();
  const dates = [...chosen].sort();

  const count = () =>
    write.run(async () => setEffect((await askDesk('deskPreviewClosing', { body: { dates } })).bookings));
  const close = () =>
    write.run(async () => {
      const answer = await askDesk('deskCloseDays', { body: { dates, reason: reason.trim() } });
      keepClosedDays(answer);
      void refreshRosters();
      setChosen([]);
      setReason('');
      setEffect(null);
      const ended =
        answer.cancelledBookings === 0
          ? '没有预约受影响。'
          : `取消了 ${answer.cancelledBookings} 个预约，已经告诉家长。`;
      props.onDone(`${dates.length} 天闭园定好了。${ended}`);
    });

  return (
    <Card className="dk-gap" title="再定几天">
      <DayGrid
        label="选闭园的日子"
        {...weeks}
        chosen={chosen}
        cellOf={(date) => {
          if (date < today) return null;
          const isClosed = closed.includes(date);
          return {
            word: isClosed ? '闭' : '',
            label: isClosed ? `${dayWords(date)}，已经闭园` : dayWords(date),
            canChoose: !isClosed && (chosen.includes(date) || chosen.length < mostAtOnce),
          };
        }}
        onChoose={(date) => {
          setEffect(null);
          setChosen(chosen.includes(date) ? chosen.filter((one) => one !== date) : [...chosen, date]);
        }}
      />
      <TextField
        id="closed-reason"
        label="原因，家长会看到"
        value={reason}
        maxLength={longestReason}
        placeholder="比如 消毒、停电"
        onChange={setReason}
      />
      {write.error !== null && <Fault>{errorLine(write.error)}</Fault>}
      {effect === null ? (
        <Button
          className="nc-above-16"
          text={
            write.isBusy ? '正在数预约' : dates.length === 0 ? '先选日子' : `看这 ${dates.length} 天的影响`
          }
          isBusy={write.isBusy}
          isDisabled={dates.length === 0 || reason.trim() === ''}
          onTap={() => void count()}
        />
      ) : (
        <>
          <Notice tone="apricot" icon="warning" role="alert" className="nc-above-12">
            {effect === 0
              ? '这几天现在没有预约。定好后，家长不能再约。'
              : `会取消 ${effect} 个预约，家长马上收到通知，不收费。取消了不会回来。`}
          </Notice>
          <View className="nc-row nc-wrap nc-gap-8 nc-above-12">
            <Button
              className="nc-half"
              kind="outline"
              text={write.isBusy ? '正在定' : '定下闭园'}
              isBusy={write.isBusy}
              onTap={() => void close()}
            />
            <Button className="nc-half" text="先不定" onTap={() => setEffect(null)} />
          </View>
        </>
      )}
    </Card>
  );
}
