import type { Reply } from '@nearcare/shared/contract/types';
import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { errorLine } from '../../api/error-messages';
import { useWishKeys } from '../../api/idempotency-key';
import { useWrite } from '../../api/use-write';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { PageShell } from '../../ui/page-shell';
import { relationWords } from '../../ui/words/family-words';
import { askDesk } from './ask-desk';
import { CodeField } from './code-field';
import { OpenDeskGate } from './desk-gate';
import { atWords } from './desk-words';

const title = '核对接娃码';
const shortestCode = 6;

/** At the gate: the code of whoever collects, and then whom it is for, large enough to read while one looks up. */
export function PickupPage({ overlay }: { overlay?: ReactNode }) {
  const [redeemed, setRedeemed] = useState<Reply<'deskRedeemPickupCode'> | null>(null);
  return (
    <OpenDeskGate title={title} role="staff" overlay={overlay}>
      {() => (
        <PageShell title={title} overlay={overlay}>
          {redeemed === null ? (
            <CodeForm onRedeemed={setRedeemed} />
          ) : (
            <Redeemed of={redeemed} onNext={() => setRedeemed(null)} />
          )}
        </PageShell>
      )}
    </OpenDeskGate>
  );
}

function CodeForm({ onRedeemed }: { onRedeemed: (of: Reply<'deskRedeemPickupCode'>) => void }) {
  const [text, setText] = useState('');
  const write = useWrite();
  const keys = useWishKeys();
  const redeem = (typed: string) =>
    write.run(async () => {
      const shown = typed.trim();
      const options = { idempotencyKey: keys.keyOf(shown) };
      const redeemed = await askDesk('deskRedeemPickupCode', { body: { text: shown } }, options);
      keys.answered();
      onRedeemed(redeemed);
    });
  const isLong = (typed: string) => typed.trim().length >= shortestCode;
  return (
    <Card title="接的人出示接娃码">
      <View className="nc-small nc-above-4">一个码只能用一次。用了家长马上知道。</View>
      <CodeField
        id="pickup-code"
        label="接娃码"
        value={text}
        hint="扫对方手机上的二维码，或输入 6 位数字"
        error={write.error === null ? undefined : errorLine(write.error)}
        onChange={(next) => {
          setText(next);
          write.forgive();
        }}
        onEnter={(typed) => isLong(typed) && void redeem(typed)}
      />
      <Button
        className="nc-above-16"
        text={write.isBusy ? '正在核对' : '核对'}
        isBusy={write.isBusy}
        isDisabled={!isLong(text)}
        onTap={() => void redeem(text)}
      />
      <View className="nc-caption nc-above-8">对不上就先别让接走，给家长打电话。</View>
    </Card>
  );
}

function Redeemed({ of, onNext }: { of: Reply<'deskRedeemPickupCode'>; onNext: () => void }) {
  return (
    <Card title="码是对的">
      <View role="status">
        <View className="dk-big nc-above-12">{of.pickupName}</View>
        <View className="nc-title">{relationWords[of.relation]}</View>
        <View className="nc-strong nc-above-12">接 {of.nickname}</View>
      </View>
      <View className="nc-small nc-above-8">看一眼证件，名字对得上再交给他。</View>
      <View className="nc-caption">{atWords(of.usedAt)} 用掉，这个码作废了。</View>
      <Button className="nc-above-16" text="核对下一个" onTap={onNext} />
    </Card>
  );
}
