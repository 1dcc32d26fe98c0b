import { addDays, weekdayOf } from '@nearcare/shared/rules/civil-date';
import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { call } from '../../api/client';
import { type Family, type Pickup, refreshMyFamily, useChosenChild } from '../../api/family';
import { useIdempotencyKey } from '../../api/idempotency-key';
import { useRegions } from '../../api/regions';
import { useWrite } from '../../api/use-write';
import { goBack, goTo, replaceWith } from '../../platform/navigate';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ChoiceList } from '../../ui/choice-list';
import { Dock } from '../../ui/dock';
import { EmptyCard } from '../../ui/empty-card';
import { PageShell } from '../../ui/page-shell';
import { Skeleton } from '../../ui/skeleton';
import { dayWords, monthDay, weekdayWord } from '../../ui/words/civil-words';
import { relationWords } from '../../ui/words/family-words';
import './family-home.css';
import { FaultNotice } from './fault-notice';
import { keepPickupCode } from './issued-pickup-code';
import { WithFamily } from './with-family';

const title = '发接娃码';
/** Today and seven more days, as far as the server gives codes. */
const daysOffered = 8;

const daysFrom = (today: string) =>
  Array.from({ length: daysOffered }, (_, away) => {
    const date = addDays(today, away);
    return {
      value: date,
      text: ['今天', '明天'][away] ?? monthDay(date),
      note: weekdayWord(weekdayOf(date)),
    };
  });

/** For which child and which day an adult gets a code. */
export function NewPickupCodePage({ pickupId, overlay }: { pickupId: string; overlay?: ReactNode }) {
  return (
    <WithFamily title={title} overlay={overlay}>
      {(family) => {
        const pickup = family.pickups.find(({ id }) => id === pickupId);
        if (pickup !== undefined && family.children.length > 0) {
          return <Choose family={family} pickup={pickup} overlay={overlay} />;
        }
        return (
          <PageShell title={title} overlay={overlay}>
            {pickup === undefined ? (
              <EmptyCard seed="pickup" title="找不到这个人了" sentence="可能已经删掉。">
                <Button text="返回" onTap={goBack} />
              </EmptyCard>
            ) : (
              <EmptyCard seed="family" title="先加孩子" sentence="接娃码要说清楚接哪个孩子。">
                <Button text="加孩子" onTap={() => goTo('/pages/family/add-child', {})} />
              </EmptyCard>
            )}
          </PageShell>
        );
      }}
    </WithFamily>
  );
}

function Choose(props: { family: Family; pickup: Pickup; overlay?: ReactNode }) {
  const { family, pickup } = props;
  const { regions } = useRegions();
  const today = regions[0]?.today;
  const chosen = useChosenChild();
  const [childId, setChildId] = useState(chosen?.id ?? family.children[0]?.id ?? '');
  const [on, setOn] = useState<string | null>(null);
  const day = on ?? today;
  const write = useWrite();
  const idempotencyKey = useIdempotencyKey({ pickupId: pickup.id, childId, day });
  const child = family.children.find(({ id }) => id === childId);

  const issue = (date: string) =>
    write.run(async () => {
      const code = await call(
        'createPickupCode',
        { params: { pickupId: pickup.id }, body: { childId, on: date } },
        { idempotencyKey },
      );
      keepPickupCode({ ...code, pickupName: pickup.name, childNickname: child?.nickname ?? '' });
      void refreshMyFamily();
      replaceWith('/pages/family/pickup-code', { id: code.id });
    });

  return (
    <PageShell
      title={`给${pickup.name}发接娃码`}
      overlay={props.overlay}
      dock={
        day !== undefined && (
          <Dock>
            <Button
              className="nc-grow"
              text={write.isBusy ? '正在生成' : '生成接娃码'}
              isBusy={write.isBusy}
              onTap={() => void issue(day)}
            />
          </Dock>
        )
      }
    >
      <Card title={pickup.name}>
        <View className="nc-small">
          {relationWords[pickup.relation]}，手机尾号 {pickup.phoneTail}
        </View>
      </Card>
      {family.children.length > 1 && (
        <Card className="fm-section" title="接谁">
          <ChoiceList
            label="接谁"
            value={childId}
            options={family.children.map(({ id, nickname }) => ({ value: id, text: nickname }))}
            onChange={setChildId}
          />
        </Card>
      )}
      <Card
        className="fm-section"
        title={family.children.length > 1 ? '哪天' : `哪天接${child?.nickname ?? ''}`}
      >
        {today === undefined || day === undefined ? (
          <Skeleton label="正在取日期" rows={1} />
        ) : (
          <ChoiceList label="哪天" value={day} options={daysFrom(today)} onChange={setOn} />
        )}
        {day !== undefined && (
          <View className="nc-small nc-above-12" role="status">
            只能在 {dayWords(day)} 当天，由{pickup.name}接{child?.nickname}，用一次就作废。
          </View>
        )}
        <FaultNotice error={write.error} />
      </Card>
    </PageShell>
  );
}
