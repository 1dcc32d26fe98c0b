import { View } from '@tarojs/components';
import { useState } from 'react';
import { keepSignUp, type ParentClass, type SignUp } from '../../../api/classes';
import { call } from '../../../api/client';
import type { Child } from '../../../api/family';
import { useIdempotencyKey } from '../../../api/idempotency-key';
import { asApiError } from '../../../api/problem';
import { useWrite } from '../../../api/use-write';
import { Button } from '../../../ui/button';
import { ChoiceList } from '../../../ui/choice-list';
import { Notice } from '../../../ui/notice';
import { Sheet } from '../../../ui/sheet';
import { ageWords } from '../../../ui/words/civil-words';
import { sessionWords } from '../../../ui/words/class-words';
import { priceWithCurrency } from '../../../ui/words/money';
import { WriteFault } from '../../../ui/write-fault';

/** The last tap: for which child, when, what it costs and until when it can be undone. */
export function SignUpSheet(props: {
  of: ParentClass;
  today: string | null;
  /** Those not signed up yet; at least one. */
  children: readonly Child[];
  chosenId: string | null;
  onDone: (signUp: SignUp) => void;
  /** A refusal said that seats are others by now. */
  onStale: () => void;
  onClose: () => void;
}) {
  const { of, children } = props;
  const first = children.find(({ id }) => id === props.chosenId) ?? children[0];
  const [childId, setChildId] = useState(first?.id ?? '');
  const child = children.find(({ id }) => id === childId) ?? first;
  const isCounted = of.seats !== null;
  const [isFull, setFull] = useState(isCounted && (of.seats?.left === 0 || (of.seats?.waiting ?? 0) > 0));
  const waiting = of.seats?.waiting ?? 0;
  const write = useWrite();
  const body = { childId: child?.id ?? '', ...(isFull ? { waitIfFull: true } : {}) };
  const idempotencyKey = useIdempotencyKey([of.id, body]);

  const signUp = () =>
    void write.run(async () => {
      try {
        const done = await call('signUpForClass', { params: { classId: of.id }, body }, { idempotencyKey });
        keepSignUp(done);
        props.onDone(done);
      } catch (thrown) {
        const { code } = asApiError(thrown);
        if (code === 'class_full' || code === 'class_others_waiting') {
          setFull(true);
          props.onStale();
        }
        throw thrown;
      }
    });

  const [session] = of.sessions;
  return (
    <Sheet
      title={isFull ? '排候补' : of.way === 'recorded' ? '给谁学' : '报名'}
      isOpen
      onClose={props.onClose}
    >
      <View className="nc-strong">{of.title}</View>
      {session !== undefined && (
        <View className="nc-small">
          {sessionWords(session)}
          {of.sessions.length > 1 ? `，共 ${of.sessions.length} 次` : ''}
        </View>
      )}
      {of.venue !== null && <View className="nc-small">{of.venue.name}</View>}
      {children.length > 1 ? (
        <ChoiceList
          label="给谁报"
          value={child?.id ?? null}
          options={children.map(({ id, nickname, ageMonths }) => ({
            value: id,
            text: nickname,
            note: ageWords(ageMonths),
          }))}
          onChange={setChildId}
        />
      ) : (
        <View className="nc-strong nc-above-8">给{child?.nickname ?? '孩子'}报</View>
      )}
      {isFull && (
        <Notice tone="apricot" icon="clock" className="nc-above-8">
          名额满了。你们排第 {waiting + 1} 位，轮到会发消息
          {of.offerHold === null
            ? ''
            : `，名额留 ${of.offerHold.atLeastMinutes} 到 ${of.offerHold.atMostMinutes} 分钟`}
          。
        </Notice>
      )}
      {of.way !== 'recorded' && (
        <View className="nc-small nc-above-8">
          {of.priceFen === 0 ? '免费。' : `${priceWithCurrency(of.priceFen, of.currency)}，到场付。`}
          {of.cancelHours === 0 ? '开课前都能取消。' : `开课前 ${of.cancelHours} 小时前能取消。`}
          主办方会看到孩子的小名和月龄。
        </View>
      )}
      <WriteFault error={write.error} facts={{ child: child?.nickname ?? '孩子' }} />
      <Button
        className="nc-above-12"
        text={
          write.isBusy
            ? '正在报名'
            : isFull
              ? `排候补，第 ${waiting + 1} 位`
              : of.way === 'recorded'
                ? '开始学'
                : '确认报名'
        }
        isBusy={write.isBusy}
        onTap={signUp}
      />
    </Sheet>
  );
}
