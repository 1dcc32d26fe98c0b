import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { goTo, replaceWith } from '../../../platform/navigate';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { ConfirmSheet } from '../../../ui/confirm-sheet';
import { Dock } from '../../../ui/dock';
import { FactRows } from '../../../ui/fact-rows';
import { PageShell } from '../../../ui/page-shell';
import { clockNames } from '../../../ui/words/complaint-words';
import { keepComplaint, type Reached } from '../ask-complaints';
import { EvidencePackCard } from '../evidence-pack-card';
import { forgetFiling } from '../filing';
import { TrackingCodeCard } from '../tracking-code-card';
import { UnhandledNotice } from '../unhandled-notice';
import { untilWords } from '../when-words';

/** What was filed: number, who deals with it, until when, and what to keep of it. */
export function ReceiptPage({ of, overlay }: { of: Reached; overlay: ReactNode }) {
  const { complaint, trackingCode } = of;
  const [isAsking, setAsking] = useState(false);
  const now = Date.now();

  function putAway(): void {
    forgetFiling();
    if (trackingCode !== null) return replaceWith('/pages/complaint/track', {});
    keepComplaint(complaint);
    replaceWith('/pages/complaint/progress', { id: complaint.id });
  }

  return (
    <PageShell
      title="收到了"
      dock={
        <Dock>
          <Button
            className="nc-grow"
            text={trackingCode === null ? '看进度' : '我记下查询码了'}
            onTap={() => (trackingCode === null ? putAway() : setAsking(true))}
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
            onDo={putAway}
            onClose={() => setAsking(false)}
          >
            <View className="nc-small">这部手机不再留它。丢了，我们也找不回来。</View>
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
          <View className="nc-small nc-above-8">过期自动催办，再交上一级。每一步都在进度里。</View>
        ) : (
          <UnhandledNotice />
        )}
      </Card>
      {trackingCode !== null && <TrackingCodeCard code={trackingCode} number={complaint.number} />}
      <EvidencePackCard of={of} />
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
