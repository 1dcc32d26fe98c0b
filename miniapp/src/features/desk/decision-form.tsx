import { View } from '@tarojs/components';
import { useState } from 'react';
import { errorLine } from '../../api/error-messages';
import { asApiError } from '../../api/problem';
import { useWrite } from '../../api/use-write';
import { Card } from '../../ui/card';
import { AnswerEnd } from './answer-end';
import {
  askDesk,
  type DeskFeeReduction,
  keepFeeReduction,
  refreshFeeReduction,
  refreshInbox,
} from './ask-desk';

/** Grant, or refuse with a reason. It can be given once, so the page says what each answer does. */
export function DecisionForm({ of }: { of: DeskFeeReduction }) {
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const write = useWrite();
  const said = reason.trim();

  const decide = (decision: 'granted' | 'refused') => {
    const isUnexplained = decision === 'refused' && said === '';
    setFault(isUnexplained ? '写一下理由，家长会看到。' : null);
    if (isUnexplained) return;
    void write.run(async () => {
      try {
        const body = { decision, ...(said === '' ? {} : { reason: said }) };
        const decided = await askDesk('deskDecideFeeReduction', { params: { feeReductionId: of.id }, body });
        keepFeeReduction(decided);
      } catch (thrown) {
        // Decided already, by a first try whose answer was lost or by somebody else: the page shows how.
        if (asApiError(thrown).code === 'already_decided') await refreshFeeReduction(of.id);
        throw thrown;
      } finally {
        void refreshInbox();
      }
    });
  };

  const shown = fault ?? (write.error === null ? null : errorLine(write.error));
  return (
    <Card className="dk-gap" title="你的答复">
      <View className="nc-small nc-above-4">只能答复一次，家长马上收到通知。</View>
      <AnswerEnd
        id="decision-reason"
        label="理由（不同意时要写）"
        said={reason}
        fault={shown}
        isBusy={write.isBusy}
        no={{ text: '不同意', onTap: () => decide('refused') }}
        yes={{ text: write.isBusy ? '正在答复' : '同意减免', onTap: () => decide('granted') }}
        onSay={(next) => {
          setReason(next);
          setFault(null);
        }}
      />
    </Card>
  );
}
