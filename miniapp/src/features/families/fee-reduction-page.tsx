import '../../api/later-messages';
import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { call } from '../../api/client';
import { recheckConsents } from '../../api/consents';
import { errorLine } from '../../api/error-messages';
import { type Family, type FeeReduction, refreshMyFamily, useChosenChild } from '../../api/family';
import { useIdempotencyKey } from '../../api/idempotency-key';
import { asApiError } from '../../api/problem';
import { proofUploads } from '../../api/upload';
import { useUploads } from '../../api/use-uploads';
import { useWrite } from '../../api/use-write';
import { goBack, goTo } from '../../platform/navigate';
import { Button } from '../../ui/button';
import { ChoiceList } from '../../ui/choice-list';
import { DistrictChoice } from '../../ui/district-choice';
import { Notice } from '../../ui/notice';
import { PageShell } from '../../ui/page-shell';
import { TextArea } from '../../ui/text-area';
import { Uploader } from '../../ui/uploader';
import { WithConsent } from '../../ui/with-consent';
import { feeKindWords } from '../../ui/words/family-words';
import './family-home.css';
import { NoChild } from './my-family';
import { WithFamily } from './with-family';

const title = '申请减免';
const longestNote = 200;
const mostProofs = 6;

const papers: Record<FeeReduction['kind'], string> = {
  martyrsChild: '要烈士证明书',
  childInNeed: '要民政部门的证明',
  multipleChildren: '要户口簿或出生证明',
};

const kinds = (Object.keys(feeKindWords) as FeeReduction['kind'][]).map((value) => ({
  value,
  text: feeKindWords[value],
  note: papers[value],
}));

/** Asking for a fee reduction; the district's health authority decides. */
export function FeeReductionPage({ overlay }: { overlay?: ReactNode }) {
  return (
    <WithFamily title={title} overlay={overlay}>
      {(family) => (
        <PageShell title={title} overlay={overlay}>
          <View className="nc-card">
            {family.children.length === 0 ? (
              <NoChild onAdd={() => goTo('/pages/family/add-child', {})} />
            ) : (
              <FeeReductionForm family={family} onDone={goBack} onRefused={goBack} />
            )}
          </View>
        </PageShell>
      )}
    </WithFamily>
  );
}

export function FeeReductionForm(props: { family: Family; onDone: () => void; onRefused: () => void }) {
  const { family, onDone } = props;
  const chosen = useChosenChild();
  const [childId, setChildId] = useState(chosen?.id ?? family.children[0]?.id ?? '');
  const [kind, setKind] = useState<FeeReduction['kind'] | null>(null);
  const [districtCode, setDistrictCode] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const proofs = useUploads({ way: proofUploads, most: mostProofs });
  const [fault, setFault] = useState<string | null>(null);
  const write = useWrite();
  const said = note.trim();
  const { fileIds } = proofs;
  const form = {
    childId,
    kind,
    districtCode,
    ...(said === '' ? {} : { note: said }),
    ...(fileIds.length === 0 ? {} : { proofFileIds: fileIds }),
  };
  const idempotencyKey = useIdempotencyKey(form);

  async function ask(): Promise<void> {
    setFault(kind === null ? '选一种减免。' : districtCode === null ? '选孩子在哪里上托。' : null);
    if (kind === null || districtCode === null) return;
    await write.run(async () => {
      try {
        await call('requestFeeReduction', { body: { ...form, kind, districtCode } }, { idempotencyKey });
      } catch (thrown) {
        if (asApiError(thrown).code === 'consent_required') void recheckConsents();
        throw thrown;
      }
      await refreshMyFamily();
      onDone();
    });
  }

  const shown = fault ?? (write.error === null ? null : errorLine(write.error));
  return (
    <WithConsent purpose="feeReduction" onRefused={props.onRefused}>
      {family.children.length > 1 && (
        <View className="nc-field">
          <View className="nc-field-label">给谁申请</View>
          <ChoiceList
            label="给谁申请"
            value={childId}
            options={family.children.map(({ id, nickname }) => ({ value: id, text: nickname }))}
            onChange={setChildId}
          />
        </View>
      )}
      <View className="nc-field">
        <View className="nc-field-label">哪一种</View>
        <ChoiceList isInRows label="哪一种" value={kind} options={kinds} onChange={setKind} />
      </View>
      <DistrictChoice
        label="孩子在哪里上托"
        note="由当地卫健部门审核。"
        value={districtCode}
        onChange={setDistrictCode}
      />
      <Uploader
        label="证明（照片或 PDF）"
        of={proofs}
        kinds={['photo', 'pdf']}
        note="加密保存，照片里的位置会去掉。只给审核的人看。"
      />
      <TextArea
        id="fee-note"
        label="想说明的（可以不写）"
        value={note}
        maxLength={longestNote}
        hint={`加密保存，只给审核的人看。还能写 ${longestNote - note.length} 个字`}
        onChange={setNote}
      />
      {shown !== null && (
        <Notice className="nc-above-12" tone="apricot" icon="warning" role="alert">
          {shown}
        </Notice>
      )}
      <Button
        className="nc-above-16"
        text={write.isBusy ? '正在提交' : proofs.isSending ? '等证明传完' : '提交申请'}
        isBusy={write.isBusy}
        isDisabled={proofs.isSending}
        onTap={() => void ask()}
      />
      <View className="nc-caption nc-above-8">没有电子件也能提交，之后带原件去。别的家庭看不到。</View>
    </WithConsent>
  );
}
