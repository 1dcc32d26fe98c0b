import { useState } from 'react';
import { errorLine } from '../../../api/error-messages';
import { useIdempotencyKey } from '../../../api/idempotency-key';
import { useWrite } from '../../../api/use-write';
import { Button } from '../../../ui/button';
import { ChoiceList } from '../../../ui/choice-list';
import { Notice } from '../../../ui/notice';
import { Sheet } from '../../../ui/sheet';
import { TextArea } from '../../../ui/text-area';
import { actAsOfficer, isStale, type OfficerAct, type OfficerComplaint } from './ask-complaints';
import { CannedTexts } from './canned-texts';
import { extensionDays } from './extension-day';
import { MoveFields } from './move-fields';
import { actOf, type Filled, moveForms, nothingFilled, type OfficerMove, offeredMoves } from './moves';

const longestText = 2000;

/** 办理: which of the moves that are possible now, its fields, and what it means before it is done. */
export function MoveSheet(props: {
  of: OfficerComplaint;
  today: string;
  onDone: (act: OfficerAct) => void;
  onStale: () => void;
  onClose: () => void;
}) {
  const { of, onDone, onStale } = props;
  const moves = offeredMoves(of);
  const [chosen, setChosen] = useState<OfficerMove | null>(null);
  const [filled, setFilled] = useState<Filled>({
    ...nothingFilled,
    until: extensionDays(of, props.today).last,
  });
  const [missing, setMissing] = useState<string | null>(null);
  const write = useWrite();
  const key = useIdempotencyKey([of.id, chosen, filled]);
  // What somebody else did meanwhile may leave the chosen one impossible.
  const move = chosen !== null && moves.includes(chosen) ? chosen : null;
  const fill = (more: Partial<Filled>) => {
    setFilled({ ...filled, ...more });
    setMissing(null);
    write.forgive();
  };
  const act = () => {
    if (move === null) return;
    const made = actOf(move, filled);
    if ('missing' in made) return setMissing(made.missing);
    void write.run(async () => {
      try {
        await actAsOfficer(of.id, made.act, key);
        onDone(made.act);
      } catch (thrown) {
        if (isStale(thrown)) return onStale();
        throw thrown;
      }
    });
  };
  const fault = missing ?? (write.error === null ? null : errorLine(write.error));
  return (
    <Sheet title="办理" isOpen onClose={props.onClose}>
      <ChoiceList
        label="怎么办"
        value={move}
        options={moves.map((one) => ({ value: one, text: moveForms[one].name }))}
        onChange={(next) => {
          setChosen(next);
          setMissing(null);
          write.forgive();
        }}
      />
      {move !== null && (
        <>
          <Notice tone="indigo" icon={move === 'noted' ? 'lock' : 'eye'} className="nc-above-12">
            {moveForms[move].effect}
          </Notice>
          <MoveFields of={of} move={move} today={props.today} filled={filled} onFill={fill} />
          <TextArea
            id="complaint-move-text"
            label={moveForms[move].textLabel}
            value={filled.text}
            maxLength={longestText}
            hint={move === 'noted' ? '只有我们看得到' : '家长会看到，别写孩子全名'}
            onChange={(text) => fill({ text })}
          />
          <CannedTexts of={of} move={move} said={filled.text} onSay={(text) => fill({ text })} />
          {fault !== null && (
            <Notice tone="apricot" icon="warning" role="alert" className="nc-above-12">
              {fault}
            </Notice>
          )}
          <Button
            className="nc-above-16"
            text={write.isBusy ? '正在办' : moveForms[move].doText}
            isBusy={write.isBusy}
            onTap={act}
          />
        </>
      )}
    </Sheet>
  );
}
