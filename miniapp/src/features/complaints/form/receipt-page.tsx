import { View } from '@tarojs/components';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { goTo, replaceWith } from '../../../platform/navigate';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { ConfirmSheet } from '../../../ui/confirm-sheet';
import { Dock } from '../../../ui/dock';
import { FactRows } from '../../../ui/fact-rows';
import { Notice } from '../../../ui/notice';
import { PageShell } from '../../../ui/page-shell';
import { clockNames, complaintIdentity } from '../../../ui/words/complaint-words';
import { keepComplaint } from '../ask-complaints';
import { EvidencePackCard } from '../evidence-pack-card';
import { useLate } from '../late/late-files';
import { LateNotice } from '../late/late-notice';
import { type Filed, forgetPiece, type Piece } from '../pieces';
import { TrackingCodeCard } from '../tracking-code-card';
import { UnhandledNotice } from '../unhandled-notice';
import { untilWords } from '../when-words';

/** What was filed: number, who deals with it, until when, and what to keep of it. */
export function ReceiptPage(props: { piece: Piece & { filed: Filed }; overlay: ReactNode }) {
  const { piece, overlay } = props;
  const { filed } = piece;
  const { complaint, trackingCode } = filed;
  const late = useLate(({ lates }) => lates.find(({ id }) => id === piece.id));
  const missing = filed.missingFiles.length;
  const [isAsking, setAsking] = useState(false);
  const now = Date.now();

  const isRead = useRef(false);
  useEffect(
    () => () => {
      if (isRead.current) forgetPiece(piece.id);
    },
    [piece.id],
  );

  /** The receipt stands until the next page is there, which a bad line may never bring. */
  function openProgress(): void {
    isRead.current = true;
    keepComplaint(complaint);
    replaceWith('/pages/complaint/progress', { id: complaint.id });
  }

  /** A tracking code leaves the phone at once: whoever takes it up next must not find it. */
  function putCodeAway(): void {
    forgetPiece(piece.id);
    replaceWith('/pages/complaint/track', {});
  }

  return (
    <PageShell
      title="收到了"
      dock={
        <Dock>
          <Button
            className="nc-grow"
            text={trackingCode === null ? '看进度' : '我记下查询码了'}
            onTap={() => (trackingCode === null ? openProgress() : setAsking(true))}
          />
        </Dock>
      }
      overlay={
        <>
          <ConfirmSheet
            title="查询码记下了吗？"
            isOpen={isAsking}
            doText="记下了"
            busyText="记下了"
            keepText="再看看"
            isBusy={false}
            fault={null}
            onDo={putCodeAway}
            onClose={() => setAsking(false)}
          >
            <View className="nc-small">
              {late === undefined
                ? '这部手机不再留它。丢了，我们也找不回来。'
                : '还有文件在传，补上要用它，传完这部手机就不再留它。丢了，我们也找不回来。'}
            </View>
          </ConfirmSheet>
          {overlay}
        </>
      }
    >
      <Card title={`编号 ${complaint.number}`}>
        <FactRows
          facts={[
            ['经办', complaint.handler.name],
            ...complaint.clocks.map((clock) => [clockNames[clock.name], untilWords(clock, now)] as const),
            ['机构', complaint.place.name],
          ]}
        />
        {complaint.isHandledHere ? (
          <View className="nc-small nc-above-8">
            快到期会记一次提醒，排进经办的待办；超期了你可以交给上一级。每一步都在进度里。
          </View>
        ) : (
          <UnhandledNotice />
        )}
      </Card>
      {filed.cameBefore && (
        <Notice tone="indigo" icon="eye" className="nc-above-12">
          上一次其实已经交到了，就是这件，没有交两次。后来改的，作为补充交上去了；身份还是上一次选的：
          {complaintIdentity[complaint.identity]}。
        </Notice>
      )}
      {missing > 0 && (
        <Notice icon="warning" className="nc-above-12">
          有 {missing} 个文件没有交上。到进度里补充，随时都行。
        </Notice>
      )}
      {late !== undefined && <LateNotice of={late} />}
      {trackingCode !== null && <TrackingCodeCard code={trackingCode} number={complaint.number} />}
      <EvidencePackCard of={filed} />
      {complaint.level === 'urgent' && (
        <Card className="nc-above-12" title="现在还有危险？">
          <Button
            className="nc-above-8"
            kind="red"
            icon="phone"
            text="去打电话"
            onTap={() => goTo('/pages/complaint/index', {})}
          />
        </Card>
      )}
    </PageShell>
  );
}
