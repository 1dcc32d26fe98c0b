import { View } from '@tarojs/components';
import { useState } from 'react';
import { call } from '../../api/client';
import { errorLine } from '../../api/error-messages';
import { useWrite } from '../../api/use-write';
import { usePageShown } from '../../platform/page';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { PageShell } from '../../ui/page-shell';
import { TextField } from '../../ui/text-field';
import type { Complaint, Reached } from './ask-complaints';
import { ProgressView } from './progress/progress-view';
import { groupedCode, looksLikeCode } from './tracking-code';

const title = '用查询码查';
const longestTyped = 40;

/** An anonymous complaint by its code. The code stays in this page and goes with it. */
export function TrackPage() {
  const [reached, setReached] = useState<Reached | null>(null);
  const [typed, setTyped] = useState('');
  const [isMistyped, setMistyped] = useState(false);
  const write = useWrite();

  async function track(): Promise<void> {
    setMistyped(!looksLikeCode(typed));
    if (!looksLikeCode(typed)) return;
    await write.run(async () => {
      const trackingCode = groupedCode(typed);
      const complaint = await call('trackComplaint', { body: { trackingCode } });
      setReached({ complaint, trackingCode });
    });
  }

  usePageShown(() => {
    if (reached !== null) void track();
  });

  if (reached !== null) {
    const show = (complaint: Complaint) => setReached({ ...reached, complaint });
    return <ProgressView of={reached} onChanged={show} onStale={() => void track()} />;
  }
  const error = isMistyped
    ? '码是 16 位，分四组，不分大小写。'
    : write.error === null
      ? undefined
      : errorLine(write.error);
  return (
    <PageShell title={title}>
      <Card>
        <TextField
          id="tracking-code"
          label="查询码"
          value={typed}
          placeholder="K7M2-9QXP-…"
          maxLength={longestTyped}
          autocomplete="off"
          error={error}
          hint="16 位，空格、横线、大小写都不要紧"
          onChange={setTyped}
          onEnter={() => void track()}
        />
        <Button
          className="nc-above-16"
          text={write.isBusy ? '正在查' : '查进度'}
          isBusy={write.isBusy}
          onTap={() => void track()}
        />
        <View className="nc-caption nc-above-12">只有你有这个码。我们没有存，丢了找不回来。</View>
      </Card>
    </PageShell>
  );
}
