import { View } from '@tarojs/components';
import { useState } from 'react';
import { ChoiceList } from '../../../ui/choice-list';
import { Notice } from '../../../ui/notice';
import { complaintCategory } from '../../../ui/words/complaint-words';
import type { Draft, Identity } from '../draft';
import { newTrackingCode } from '../tracking-code';
import type { StepProps } from './step-props';

const options: readonly { value: Identity; text: string; note: string }[] = [
  { value: 'hidden', text: '只让部门知道', note: '机构不知道是谁；部门能打电话问你，有进展会通知你' },
  { value: 'named', text: '机构也可以知道', note: '机构能直接联系你，往往最快；有进展会通知你' },
  {
    value: 'anonymous',
    text: '谁都不知道',
    note: '不登录，不留手机号，我们也查不到是谁；自己凭查询码看进度，没人能问你细节',
  },
];

/** Named, hidden or anonymous, with what each means. */
export function IdentityStep(props: StepProps & { onDropFiles: () => void }) {
  const { draft, write } = props;
  const [isWithoutChance, setWithoutChance] = useState(false);

  async function choose(identity: Identity): Promise<void> {
    setWithoutChance(false);
    const isAnonymous = identity === 'anonymous';
    if (isAnonymous === (draft.identity === 'anonymous')) return write({ identity });
    try {
      // First of all: where no code can be made, all stays as it is.
      const trackingCode = isAnonymous ? await newTrackingCode() : null;
      // Files of an account would tell whose the complaint is, and those under a code belong to no account.
      props.onDropFiles();
      write({ identity, trackingCode, evidence: [] });
    } catch {
      setWithoutChance(true);
    }
  }

  return (
    <>
      <ChoiceList
        isInRows
        label="让谁知道是你"
        value={draft.identity}
        options={options}
        onChange={(identity) => void choose(identity)}
      />
      {isWithoutChance && (
        <Notice tone="apricot" icon="warning" role="alert" className="nc-above-12">
          这部手机做不出安全的查询码，不能匿名。可以选只让部门知道。
        </Notice>
      )}
      {draft.identity === 'anonymous' && (
        <Notice tone="indigo" icon="lock" className="nc-above-12">
          交了会给一个查询码，记下来，丢了就查不到。
        </Notice>
      )}
      <CentreReads draft={draft} />
      <View className="nc-caption nc-above-12">写了说的是谁，才能挡住那个人在这里的账号。</View>
    </>
  );
}

/** Where the centre itself answers first, it reads the words as they are, whoever wrote them. */
function CentreReads({ draft }: { draft: Draft }) {
  const isCentreFirst = draft.category !== null && complaintCategory[draft.category].isCentreFirst === true;
  if (!isCentreFirst || draft.where?.kind !== 'centre' || draft.who.trim() !== '') return null;
  return (
    <Notice icon="eye" className="nc-above-12">
      这类事一般先由机构答复，你写的经过机构会照原样看到，别写认得出你们的话。写上说的是谁，就先交给部门。
    </Notice>
  );
}
