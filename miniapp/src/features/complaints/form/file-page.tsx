import { View } from '@tarojs/components';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { errorLine } from '../../../api/error-messages';
import { requireSession } from '../../../api/session';
import { Button, LinkButton } from '../../../ui/button';
import { Dock } from '../../../ui/dock';
import { Notice } from '../../../ui/notice';
import { PageShell } from '../../../ui/page-shell';
import { type Category, type Draft, faultOf, type Step, stepBeside, stepsOf } from '../draft';
import { submit } from '../filing';
import { FilingNotice } from '../filing-notice';
import {
  faultOfPiece,
  findPiece,
  lastWritten,
  newPieceId,
  type Piece,
  useFiling,
  usePiece,
  write,
} from '../pieces';
import { CategoryStep } from './category-step';
import { EvidenceStep } from './evidence-step';
import './form.css';
import { IdentityStep } from './identity-step';
import { LeaveSheet } from './leave-sheet';
import { QueuedView } from './queued-view';
import { ReceiptPage } from './receipt-page';
import { StitchProgress } from './stitch-progress';
import { StoryStep } from './story-step';
import { type Evidence, useEvidence } from './use-evidence';
import { WhenStep } from './when-step';
import { WhereStep } from './where-step';

const questions: Readonly<Record<Step, string>> = {
  category: '出了什么事？',
  where: '在哪家？',
  when: '什么时候？',
  place: '在哪家，什么时候？',
  story: '说说经过',
  identity: '让谁知道是你？',
  evidence: '有照片或录音吗？',
  last: '让谁知道是你？',
};

type FilePageProps = {
  /** One that this phone keeps; '' for the one that was written at last, or a new one. */
  pieceId: string;
  /** Not the one that was begun before: what can't wait must not have to be finished behind it. */
  isNew: boolean;
  /** Where the parent came from: what is known already is not asked. */
  centre: { id: string; name: string } | null;
  category: Category | null;
  overlay?: ReactNode;
};

/** The form, a question a page; then what waits to be sent; then the receipt. */
export function FilePage({ pieceId, isNew, centre, category, overlay }: FilePageProps) {
  const [id] = useState(() => openedId(pieceId, isNew));
  const piece = usePiece(id);
  const evidence = useEvidence(piece);
  const [wasFresh] = useState(() => findPiece(id) === undefined);
  const isFilledIn = useRef(false);
  const [centreId, centreName] = [centre?.id, centre?.name];
  useEffect(() => {
    if (wasFresh && category !== null) write(id, { category });
  }, [wasFresh, category, id]);
  // The centre's name may come after the first answer was given; what the parent changed since stays.
  useEffect(() => {
    if (!wasFresh || isFilledIn.current || centreId === undefined || centreName === undefined) return;
    isFilledIn.current = true;
    write(id, { where: { kind: 'centre', id: centreId, name: centreName } });
  }, [wasFresh, centreId, centreName, id]);
  const { filed, isWaiting } = piece;
  if (filed !== null) return <ReceiptPage piece={{ ...piece, filed }} overlay={overlay} />;
  if (isWaiting) return <QueuedView piece={piece} overlay={overlay} />;
  return <Form piece={piece} evidence={evidence} overlay={overlay} />;
}

function openedId(pieceId: string, isNew: boolean): string {
  if (findPiece(pieceId) !== undefined) return pieceId;
  return (isNew ? undefined : lastWritten(useFiling.getState().pieces)?.id) ?? newPieceId();
}

function Form({ piece, evidence, overlay }: { piece: Piece; evidence: Evidence; overlay: ReactNode }) {
  const { id, draft } = piece;
  const [fault, setFault] = useState<string | null>(null);
  const [isLeaving, setLeaving] = useState(false);
  const steps = stepsOf(draft);
  const at = steps.indexOf(draft.step) + 1;
  const [before, after] = [stepBeside(draft, -1), stepBeside(draft, 1)];
  const isNamed = draft.identity === 'named' || draft.identity === 'hidden';
  const refused = faultOfPiece(piece);
  const shown = fault ?? (refused === null ? null : errorLine(refused));

  function goOn(): void {
    const missing = faultOf(draft);
    setFault(missing);
    if (missing !== null) return;
    const go = () => {
      if (after !== null) return write(id, { step: after });
      evidence.handOver();
      void submit(id);
    };
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
                  write(id, { step: before });
                }}
              />
            )}
            <Button className="nc-half" text={after === null ? '提交' : '下一步'} onTap={goOn} />
          </Dock>
        </View>
      }
      overlay={
        <>
          <LeaveSheet
            piece={piece}
            isOpen={isLeaving}
            onDropFiles={evidence.dropAll}
            onClose={() => setLeaving(false)}
          />
          {overlay}
        </>
      }
    >
      {draft.step === 'category' && <FilingNotice but={id} />}
      <StitchProgress at={at} of={steps.length} />
      <View className="nc-title" role="heading" aria-level="2">
        {questions[draft.step]}
      </View>
      <StepContent pieceId={id} draft={draft} write={(change) => write(id, change)} evidence={evidence} />
      {draft.category !== null && (
        <View className="nc-row nc-wrap nc-between nc-gap-8 nc-above-12">
          <View className="nc-caption">边写边存在手机里，关掉也不丢。</View>
          <LinkButton text="不投诉了" onTap={() => setLeaving(true)} />
        </View>
      )}
    </PageShell>
  );
}

function StepContent(props: {
  pieceId: string;
  draft: Draft;
  write: (change: Partial<Draft>) => void;
  evidence: Evidence;
}) {
  const { draft, evidence } = props;
  switch (draft.step) {
    case 'category':
      return <CategoryStep {...props} />;
    case 'where':
      return <WhereStep {...props} />;
    case 'when':
      return <WhenStep {...props} />;
    case 'place':
      return (
        <>
          <WhereStep {...props} />
          <WhenStep {...props} />
        </>
      );
    case 'story':
      return <StoryStep {...props} />;
    case 'identity':
      return <IdentityStep {...props} onDropFiles={evidence.dropAll} />;
    case 'evidence':
      return <EvidenceStep pieceId={props.pieceId} draft={draft} evidence={evidence} />;
    case 'last':
      return (
        <>
          <IdentityStep {...props} onDropFiles={evidence.dropAll} />
          {draft.identity !== null && (
            <EvidenceStep pieceId={props.pieceId} draft={draft} evidence={evidence} />
          )}
        </>
      );
  }
}
