import { View } from '@tarojs/components';
import { useState } from 'react';
import { evidenceUploads } from '../../../api/evidence-uploads';
import { ChoiceList } from '../../../ui/choice-list';
import { Notice } from '../../../ui/notice';
import type { Draft, Identity } from '../draft';
import { write } from '../filing';
import { newTrackingCode } from '../tracking-code';

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
export function IdentityStep({ draft }: { draft: Draft }) {
  const [isWithoutChance, setWithoutChance] = useState(false);

  async function choose(identity: Identity): Promise<void> {
    setWithoutChance(false);
    const isAnonymous = identity === 'anonymous';
    if (isAnonymous === (draft.identity === 'anonymous')) return write({ identity });
    // Files of an account would tell whose the complaint is, and those under a code belong to no account.
    const way = evidenceUploads(draft.trackingCode);
    for (const { file } of draft.evidence) void way.discard(file.id).catch(() => undefined);
    try {
      const trackingCode = isAnonymous ? await newTrackingCode() : null;
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
      <View className="nc-caption nc-above-12">被投诉的人，在这里的账号看不到这件事。</View>
    </>
  );
}
