import { View } from '@tarojs/components';
import { useState } from 'react';
import { errorLine } from '../../../api/error-messages';
import { useIdempotencyKey } from '../../../api/idempotency-key';
import { useWrite } from '../../../api/use-write';
import { ConfirmSheet } from '../../../ui/confirm-sheet';
import { TextArea } from '../../../ui/text-area';
import { actOn, type Complaint, type Move, type Reached } from '../ask-complaints';

export type ReasonedMove = Extract<Move, 'withdrawn' | 'reopened' | 'escalated'>;
/** What every sheet of the page is given. */
export type Acting = {
  of: Reached;
  onDone: (complaint: Complaint) => void;
  onClose: () => void;
  onStale: () => void;
};

const longest = 500;

const words: Readonly<
  Record<ReasonedMove, { title: string; effect: string; doText: string; label: string }>
> = {
  withdrawn: {
    title: '撤回这件投诉？',
    effect: '撤回后就不办了，不能再接着办。可以另外再投诉。',
    doText: '撤回',
    label: '为什么撤回（可以不写）',
  },
  reopened: {
    title: '重新办？',
    effect: '由原来的经办重新办，期限重新算。只能重新办一次。',
    doText: '重新办',
    label: '哪里没解决（可以不写）',
  },
  escalated: {
    title: '交给上一级？',
    effect: '由上一级来办，期限重新算。前面的经过都看得到。',
    doText: '交给上一级',
    label: '想说明的（可以不写）',
  },
};

/** A move that changes who deals with it, or ends it: what it does, a reason if there is one, two buttons. */
export function ReasonSheet({ of, move, onDone, onClose, onStale }: Acting & { move: ReasonedMove }) {
  const [text, setText] = useState('');
  const write = useWrite();
  const said = text.trim() === '' ? {} : { text: text.trim() };
  const key = useIdempotencyKey([move, said]);
  const { title, effect, doText, label } = words[move];
  const act = async () => {
    const isDone = await write.run(async () => onDone(await actOn(of, { move, ...said }, key)));
    if (!isDone) onStale();
  };
  return (
    <ConfirmSheet
      title={title}
      isOpen
      doText={doText}
      busyText="正在提交"
      keepText="先不"
      solid={move === 'withdrawn' ? 'keep' : 'do'}
      isBusy={write.isBusy}
      fault={write.error === null ? null : errorLine(write.error, { body: of.complaint.nextLevel ?? '' })}
      onDo={() => void act()}
      onClose={onClose}
    >
      <View className="nc-small">{effect}</View>
      <TextArea id={`complaint-${move}`} label={label} value={text} maxLength={longest} onChange={setText} />
    </ConfirmSheet>
  );
}
