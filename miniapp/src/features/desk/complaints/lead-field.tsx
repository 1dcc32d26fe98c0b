import { useState } from 'react';
import { errorLine } from '../../../api/error-messages';
import { useWrite } from '../../../api/use-write';
import { Button } from '../../../ui/button';
import { Notice } from '../../../ui/notice';
import { TextField } from '../../../ui/text-field';
import { complaintState } from '../../../ui/words/complaint-words';
import { findByNumber, type OfficerComplaint, type OfficerItem } from './ask-complaints';
import { leadFault, numberOf } from './moves';

/** The complaint to join this one to, by its number. It is shown first, because joining can't be taken back. */
export function LeadField(props: { of: OfficerComplaint; onChange: (leadId: string | null) => void }) {
  const { of, onChange } = props;
  const [typed, setTyped] = useState('');
  const [lead, setLead] = useState<OfficerItem | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const find = useWrite();
  const settle = (found: OfficerItem | null, said: string | null) => {
    setLead(found);
    setFault(said);
    onChange(found?.id ?? null);
  };
  const look = () => {
    const number = numberOf(typed);
    if (number === null) return settle(null, '编号是 12 位数字。');
    void find.run(async () => {
      const found = await findByNumber(number);
      const said = leadFault(of, found);
      settle(said === null && found !== undefined ? found : null, said);
    });
  };
  const shown = fault ?? (find.error === null ? undefined : errorLine(find.error));
  return (
    <>
      <TextField
        id="complaint-lead"
        label="主件的编号"
        value={typed}
        maxLength={13}
        error={shown}
        onChange={(next) => {
          setTyped(next);
          settle(null, null);
        }}
        onEnter={look}
      />
      {lead === null ? (
        <Button
          className="nc-above-8"
          kind="soft"
          isSmall
          icon="search"
          text={find.isBusy ? '正在找' : '找这件'}
          isBusy={find.isBusy}
          onTap={look}
        />
      ) : (
        <Notice tone="green" icon="check" className="nc-above-8">
          {lead.categoryLabel}，{lead.place.name}，{complaintState[lead.state].word}
        </Notice>
      )}
    </>
  );
}
