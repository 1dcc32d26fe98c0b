import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Card } from '../../ui/card';
import { type Fact, FactRows } from '../../ui/fact-rows';
import { PageShell } from '../../ui/page-shell';
import { Tag } from '../../ui/tag';
import { Unread } from '../../ui/unread';
import { ageWords, lastDayWords } from '../../ui/words/civil-words';
import { feeKindWords } from '../../ui/words/family-words';
import { type DeskFeeReduction, useFeeReduction } from './ask-desk';
import { DecisionForm } from './decision-form';
import { OpenDeskGate } from './desk-gate';
import { atWords } from './desk-words';
import { ProofCards } from './proof-cards';

const title = '减免申请';

/** A request for a lower fee: what is asked, what proves it, and the answer. */
export function FeeReductionDeskPage({ id, overlay }: { id: string; overlay?: ReactNode }) {
  return (
    <OpenDeskGate title={title} role="officer" overlay={overlay}>
      {() => <Request id={id} overlay={overlay} />}
    </OpenDeskGate>
  );
}

function Request({ id, overlay }: { id: string; overlay: ReactNode }) {
  const { data, error, isFetching, refetch } = useFeeReduction(id);
  return (
    <PageShell title={title} overlay={overlay}>
      {data === undefined ? (
        <View className="nc-card">
          <Unread label="正在取申请" read={{ error, isFetching, refetch }} />
        </View>
      ) : (
        <>
          <Facts of={data} />
          <ProofCards of={data} />
          {data.state === 'requested' && <DecisionForm of={data} />}
          <View className="nc-caption nc-centre nc-above-12">
            你看过哪个孩子、什么时候看的，家长都能看到。
          </View>
        </>
      )}
    </PageShell>
  );
}

const stateWords = {
  requested: { word: '等你答复', tint: 'apricot' },
  granted: { word: '同意了', tint: 'green' },
  refused: { word: '没有同意', tint: 'plain' },
} as const;

function Facts({ of }: { of: DeskFeeReduction }) {
  const { word, tint } = stateWords[of.state];
  const facts: Fact[] = [
    ['孩子', `${of.childNickname}，${ageWords(of.childAgeMonths)}`],
    ['申请', atWords(of.requestedAt)],
    ['期限', `最迟 ${lastDayWords(of.answerBy)}`],
    ['家长说', of.note ?? '没写'],
    ...(of.decidedAt === null ? [] : [['答复', atWords(of.decidedAt)] as const]),
    ...(of.reason === null ? [] : [['理由', of.reason] as const]),
  ];
  return (
    <Card title={feeKindWords[of.kind]} aside={<Tag text={word} tone={tint} />}>
      <FactRows facts={facts} />
    </Card>
  );
}
