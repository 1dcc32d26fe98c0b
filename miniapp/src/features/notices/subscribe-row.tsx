import type { Reply } from '@nearcare/shared/contract/types';
import { useQuery } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { call } from '../../api/client';
import { errorLine } from '../../api/error-messages';
import { newIdempotencyKey } from '../../api/idempotency-key';
import { useWrite } from '../../api/use-write';
import { askSubscription, type SubscriptionDecision } from '../../platform/subscribe';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import './notices.css';

type Kind = Reply<'getSubscriptionTemplates'>['items'][number]['kind'];

/** WeChat asks for three at most. */
const mostTemplates = 3;

/**
 * 有变化告诉我: WeChat's own question for messages of these kinds, only after a tap, and what was answered is told to the
 * server. Nothing where WeChat is not there or this installation has no templates.
 */
export function SubscribeRow({ kinds }: { kinds: readonly Kind[] }) {
  const ask = askSubscription;
  // Known before the tap: WeChat puts its question only in the tap itself.
  const { data } = useQuery({
    queryKey: ['subscription-templates'],
    queryFn: () => call('getSubscriptionTemplates', {}),
    enabled: ask !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  /** Answered, but the server may not have heard it: a second press says it again and asks nothing. */
  const [unheard, setUnheard] = useState<{ decisions: SubscriptionDecision[]; key: string } | null>(null);
  const [result, setResult] = useState<'on' | 'off' | null>(null);
  const write = useWrite();
  const templateIds = (data?.items ?? [])
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ templateId }) => templateId)
    .slice(0, mostTemplates);
  if (ask === null || templateIds.length === 0) return null;

  const press = () =>
    write.run(async () => {
      const answered = unheard ?? { decisions: await ask(templateIds), key: newIdempotencyKey() };
      const { decisions, key } = answered;
      if (decisions.length === 0) return;
      setUnheard(answered);
      await call('recordSubscription', { body: { decisions } }, { idempotencyKey: key });
      setUnheard(null);
      setResult(decisions.some(({ decision }) => decision === 'accept') ? 'on' : 'off');
    });

  return (
    <View className="nt-subscribe">
      {write.error !== null && (
        <Notice tone="apricot" icon="warning" role="alert" className="nt-offline">
          {errorLine(write.error)}
        </Notice>
      )}
      {result === 'on' ? (
        <Notice tone="green" icon="check">
          已打开提醒，有变化发到微信。
        </Notice>
      ) : (
        <Button
          kind="outline"
          text={write.isBusy ? '正在打开提醒' : '有变化告诉我'}
          isBusy={write.isBusy}
          onTap={() => void press()}
        />
      )}
      {result === 'off' && (
        <View className="nc-caption nc-centre nc-above-4">没有打开，站内的消息照样有。</View>
      )}
    </View>
  );
}
