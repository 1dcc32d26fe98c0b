import { addDays } from '@nearcare/shared/rules/civil-date';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { useIdempotencyKey } from '../../../api/idempotency-key';
import { asApiError } from '../../../api/problem';
import { useWrite } from '../../../api/use-write';
import { Button, LinkButton } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { FieldFault } from '../../../ui/field-fault';
import { TextArea } from '../../../ui/text-area';
import { TextField } from '../../../ui/text-field';
import { WriteFault } from '../../../ui/write-fault';
import { askDesk } from '../ask-desk';
import type { SessionForm } from '../classes/class-form';
import { SessionFields } from '../classes/session-fields';
import { type DeskVisit, keepDeskVisit, recheckDeskVisit } from './ask-guidance-desk';

const mostSlots = 6;

/** Times to choose from, and who comes. Where a family has some already, new ones are asked for first: they undo those. */
export function OfferCard(props: { visit: DeskVisit; today: string }) {
  const [isChanging, setChanging] = useState(false);
  if (props.visit.status === 'requested' || isChanging) return <OfferForm {...props} />;
  return (
    <View className="nc-centre">
      <LinkButton text="换几个时间" onTap={() => setChanging(true)} />
    </View>
  );
}

function OfferForm({ visit, today }: { visit: DeskVisit; today: string }) {
  const [slots, setSlots] = useState<SessionForm[]>([
    { date: addDays(today, 3), from: '10:00', to: '11:00' },
    { date: addDays(today, 4), from: '15:00', to: '16:00' },
  ]);
  const [visitor, setVisitor] = useState(visit.visitor ?? '');
  const [text, setText] = useState('');
  const [areFaultsShown, setFaultsShown] = useState(false);
  const write = useWrite();
  const offered = slots.slice(0, mostSlots);
  const isBackward = offered.some(({ from, to }) => to <= from);
  const faults = {
    slots: offered.length === 0 ? '至少一个时间。' : isBackward ? '结束要晚于开始。' : undefined,
    visitor: visitor.trim() === '' ? '写谁去，家长要知道开门给谁。' : undefined,
  };
  const said = text.trim();
  const body = { slots: offered, visitor: visitor.trim(), ...(said === '' ? {} : { text: said }) };
  const idempotencyKey = useIdempotencyKey([visit.offer?.id, body]);
  const offer = () => {
    setFaultsShown(true);
    if (faults.slots !== undefined || faults.visitor !== undefined) return;
    void write.run(async () => {
      try {
        const params = { homeVisitId: visit.id };
        keepDeskVisit(await askDesk('deskOfferHomeVisit', { params, body }, { idempotencyKey }));
      } catch (thrown) {
        if (asApiError(thrown).code === 'home_visit_moved') recheckDeskVisit(visit.id);
        throw thrown;
      }
    });
  };
  return (
    <>
      <SessionFields
        sessions={slots}
        today={today}
        most={mostSlots}
        fault={areFaultsShown ? faults.slots : undefined}
        onChange={setSlots}
      />
      <Card className="dk-gap" title="告诉家长">
        <TextField
          id="visitor"
          label="谁去"
          value={visitor}
          maxLength={40}
          placeholder="张医生和社区李姐"
          onChange={setVisitor}
        />
        <FieldFault text={areFaultsShown ? faults.visitor : undefined} />
        <TextArea
          id="offer-text"
          label="想跟家长说的（可以不写）"
          value={text}
          maxLength={300}
          onChange={setText}
        />
        <WriteFault error={write.error} />
        <Button
          className="nc-above-12"
          text={write.isBusy ? '正在告诉家长' : visit.offer === null ? '让家长挑' : '换成这些时间'}
          isBusy={write.isBusy}
          onTap={offer}
        />
      </Card>
    </>
  );
}
