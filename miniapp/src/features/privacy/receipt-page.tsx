import { useQuery } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { keptAtText } from '../../api/last-answers';
import { asApiError } from '../../api/problem';
import { copyText } from '../../platform/clipboard';
import { goToTab, replaceWith } from '../../platform/navigate';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { PageShell } from '../../ui/page-shell';
import { Picture } from '../../ui/picture';
import { keyGone, keyPatch } from '../../ui/pictures/key-patch';
import { TextField } from '../../ui/text-field';
import { Unread } from '../../ui/unread';
import { DeletionEffect } from './deletion-effect';
import './privacy.css';
import { findReceipt, isDeletedHere, type Receipt } from './use-deletion';

const title = '注销回执';
const lookAgainMs = 3_000;

/** The receipt of a deletion, for whoever holds its number; nobody needs to be signed in, and it names nobody. */
export function ReceiptPage({ receiptId }: { receiptId: string }) {
  const read = useQuery({
    queryKey: ['receipt', receiptId],
    queryFn: () => findReceipt(receiptId),
    enabled: receiptId !== '',
    // Until it is done, so that the page itself tells the moment.
    refetchInterval: ({ state }) => (state.data?.state === 'requested' ? lookAgainMs : false),
  });
  const { data, error } = read;
  const isUnknown = error !== null && asApiError(error).code === 'not_found';
  return (
    <PageShell title={title}>
      {data !== undefined ? (
        <Shown receipt={data} />
      ) : receiptId === '' || isUnknown ? (
        <Lookup given={receiptId} isUnknown={isUnknown} />
      ) : (
        <View className="nc-card">
          <Unread label="正在查回执" read={read} steps={{ home: () => goToTab('/pages/find/index') }} />
        </View>
      )}
    </PageShell>
  );
}

function Shown({ receipt }: { receipt: Receipt }) {
  const [said, setSaid] = useState<string | null>(null);
  const isDone = receipt.state === 'done';
  const at = keptAtText(Date.parse(receipt.doneAt ?? receipt.requestedAt));
  return (
    <View>
      <View className="nc-card pv-hero pv-receipt">
        <View className="nc-row nc-gap-12">
          <Picture
            svg={isDone && receipt.scope === 'family' ? keyGone() : keyPatch()}
            width={56}
            height={56}
            className="pv-hero-picture"
          />
          <View className="nc-grow" role="status">
            <View className="nc-heading">{isDone ? '删完了' : '已经在删'}</View>
            <View className="nc-small">{isDone ? `${at} 删完。` : `${at} 收到，一般几秒就好。`}</View>
          </View>
        </View>
        <View className="nc-small nc-above-12">回执号，记下来才能再查</View>
        <View className="pv-number">{receipt.id}</View>
        <Button
          className="nc-above-8"
          kind="outline"
          icon="copy"
          text="复制回执号"
          onTap={() =>
            void copyText(receipt.id).then((isCopied) =>
              setSaid(isCopied ? '复制好了。' : '没复制成，抄一下吧。'),
            )
          }
        />
        {said !== null && (
          <View className="nc-small nc-above-8" role="status">
            {said}
          </View>
        )}
      </View>
      {receipt.upcomingBookings > 0 && (
        <Notice className="pv-gap" tone="indigo" icon="calendar">
          {receipt.upcomingBookings} 个没到的预约{isDone ? '取消了' : '正在取消'}。
        </Notice>
      )}
      <DeletionEffect effect={receipt} isDone={isDone} />
      {isDeletedHere(receipt.id) && (
        <Card title="这台手机" className="pv-section-card">
          <View className="nc-above-4">登录、孩子和看过的内容都清掉了。</View>
          <Button
            className="nc-above-12"
            kind="outline"
            text="不登录，接着看附近"
            onTap={() => goToTab('/pages/find/index')}
          />
        </Card>
      )}
    </View>
  );
}

function Lookup({ given, isUnknown }: { given: string; isUnknown: boolean }) {
  const [number, setNumber] = useState(given);
  const clean = number.trim();
  const look = () => {
    if (clean !== '') replaceWith('/pages/privacy/receipt', { id: clean });
  };
  return (
    <View className="nc-card">
      <View className="nc-small">注销时给你的号。查的时候不用登录。</View>
      <TextField
        id="receipt-number"
        label="回执号"
        value={number}
        maxLength={60}
        autocomplete="off"
        error={isUnknown && clean === given ? '查不到这个号，看看有没有抄错' : undefined}
        onChange={setNumber}
        onEnter={look}
      />
      <Button className="nc-above-16" text="查" isDisabled={clean === ''} onTap={look} />
    </View>
  );
}
