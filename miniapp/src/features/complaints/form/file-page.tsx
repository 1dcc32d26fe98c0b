import { View } from '@tarojs/components';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { errorLine } from '../../../api/error-messages';
import { requireSession } from '../../../api/session';
import { Button, LinkButton } from '../../../ui/button';
import { ConfirmSheet } from '../../../ui/confirm-sheet';
import { Dock } from '../../../ui/dock';
import { Notice } from '../../../ui/notice';
import { PageShell } from '../../../ui/page-shell';
import { type Category, type Draft, faultOf, type Step, stepBeside, stepsOf } from '../draft';
import { forgetFiling, submit, useFiling, write } from '../filing';
import { CategoryStep } from './category-step';
import { EvidenceStep } from './evidence-step';
import './form.css';
import { IdentityStep } from './identity-step';
import { QueuedView } from './queued-view';
import { ReceiptPage } from './receipt-page';
import { StitchProgress } from './stitch-progress';
import { StoryStep } from './story-step';
import { WhenStep } from './when-step';
import { WhereStep } from './where-step';

const questions: Readonly<Record<Step, string>> = {
  category: '出了什么事？',
  where: '在哪家？',
  when: '什么时候？',
  story: '说说经过',
  identity: '让谁知道是你？',
  evidence: '有照片或录音吗？',
};

type FilePageProps = {
  /** Where the parent came from: what is known already is not asked. */
  centre: { id: string; name: string } | null;
  category: Category | null;
  overlay?: ReactNode;
};

/** The form, one question a page; then what waits to be sent; then the receipt. */
export function FilePage({ centre, category, overlay }: FilePageProps) {
  const { draft, queuedKey, filed } = useFiling();
  const [wasFresh] = useState(draft.category === null && draft.where === null);
  const isFilledIn = useRef(false);
  const [centreId, centreName] = [centre?.id, centre?.name];
  useEffect(() => {
    if (wasFresh && category !== null) write({ category });
  }, [wasFresh, category]);
  // The centre's name may come after the first answer was given; what the parent changed since stays.
  useEffect(() => {
    if (!wasFresh || isFilledIn.current || centreId === undefined || centreName === undefined) return;
    isFilledIn.current = true;
    write({ where: { kind: 'centre', id: centreId, name: centreName } });
  }, [wasFresh, centreId, centreName]);
  if (filed !== null) return <ReceiptPage of={filed} overlay={overlay} />;
  if (queuedKey !== null) return <QueuedView overlay={overlay} />;
  return <Form draft={draft} overlay={overlay} />;
}

function Form({ draft, overlay }: { draft: Draft; overlay: ReactNode }) {
  const { error } = useFiling();
  const [fault, setFault] = useState<string | null>(null);
  const [isUploading, setUploading] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const steps = stepsOf(draft);
  const at = steps.indexOf(draft.step) + 1;
  const [before, after] = [stepBeside(draft, -1), stepBeside(draft, 1)];
  const isNamed = draft.identity === 'named' || draft.identity === 'hidden';
  const shown = fault ?? (error === null ? null : errorLine(error));

  function goOn(): void {
    const missing = faultOf(draft);
    setFault(missing);
    if (missing !== null) return;
    const go = () => (after === null ? void submit() : write({ step: after }));
    // Whoever wants an answer by telephone signs in before the first file: those belong to somebody.
    if (isNamed && (draft.step === 'identity' || after === null)) requireSession(go);
    else go();
  }

  return (
    <PageShell
      title="投诉"
      dock={
        <View>
          {shown !== null && (
            <Notice tone="apricot" icon="warning" role="alert">
              {shown}
            </Notice>
          )}
          <Dock>
            {before !== null && (
              <Button
                className="nc-half"
                kind="outline"
                text="上一步"
                onTap={() => {
                  setFault(null);
                  write({ step: before });
                }}
              />
            )}
            <Button
              className="nc-half"
              text={after !== null ? '下一步' : isUploading ? '等文件传完' : '提交'}
              isDisabled={after === null && isUploading}
              onTap={goOn}
            />
          </Dock>
        </View>
      }
      overlay={
        <>
          <ConfirmSheet
            title="不投诉了？"
            isOpen={isLeaving}
            doText="扔掉"
            busyText="扔掉"
            keepText="先留着"
            isBusy={false}
            fault={null}
            onDo={() => {
              setLeaving(false);
              forgetFiling();
            }}
            onClose={() => setLeaving(false)}
          >
            <View className="nc-small">写的都从手机里删掉，找不回来。</View>
          </ConfirmSheet>
          {overlay}
        </>
      }
    >
      <StitchProgress at={at} of={steps.length} />
      <View className="nc-title" role="heading" aria-level="2">
        {questions[draft.step]}
      </View>
      <StepContent draft={draft} onUploading={setUploading} />
      {draft.category !== null && (
        <View className="nc-row nc-wrap nc-between nc-gap-8 nc-above-12">
          <View className="nc-caption">边写边存在手机里，关掉也不丢。</View>
          <LinkButton text="不投诉了" onTap={() => setLeaving(true)} />
        </View>
      )}
    </PageShell>
  );
}

function StepContent({ draft, onUploading }: { draft: Draft; onUploading: (isUploading: boolean) => void }) {
  switch (draft.step) {
    case 'category':
      return <CategoryStep draft={draft} />;
    case 'where':
      return <WhereStep draft={draft} />;
    case 'when':
      return <WhenStep draft={draft} />;
    case 'story':
      return <StoryStep draft={draft} />;
    case 'identity':
      return <IdentityStep draft={draft} />;
    case 'evidence':
      return <EvidenceStep draft={draft} onUploading={onUploading} />;
  }
}
