import { View } from '@tarojs/components';
import { useState } from 'react';
import type { ParentClass } from '../../../api/classes';
import type { Child } from '../../../api/family';
import { Notice } from '../../../ui/notice';
import { ShareButton } from '../../../ui/share-button';
import { Tag } from '../../../ui/tag';
import { fitWords, kindWords, seatsWords, wayLooks, wayWords } from '../../../ui/words/class-words';
import { priceWithCurrency } from '../../../ui/words/money';
import { ClassBand } from '../class-cover';
import { sharedClass } from './shared-class';

/** The last of what became of it, in sentences. */
function changeWords(
  { kind, price, experts }: NonNullable<ParentClass['change']>,
  currency: ParentClass['currency'],
): string {
  if (kind === 'cancelled') return '这节课取消了。';
  const costs = (fen: number) => (fen === 0 ? '免费' : priceWithCurrency(fen, currency));
  return [
    kind === 'moved' ? '时间或地方改过了，看看还合不合适。' : '',
    price === null ? '' : `价格从${costs(price.beforeFen)}改成${costs(price.fen)}。`,
    experts === null ? '' : `换了老师，现在是${experts.now.join('、') || '还没定'}。`,
  ].join('');
}

/** What it is, for whom, what it costs and whether there is a seat; over its own cover. */
export function HeadCard({ of, child }: { of: ParentClass; child: Child | null }) {
  const [sent, setSent] = useState<'shared' | 'copied' | null>(null);
  const seats = seatsWords(of.seats);
  const isOpen = of.status === 'published' && of.time === 'upcoming';
  return (
    <View>
      <View className="cl-head-band">
        <ClassBand id={of.id} way={of.way} />
      </View>
      <View className="nc-card cl-head">
        <View className="nc-row nc-wrap nc-gap-4">
          <Tag text={wayWords[of.way]} tone={wayLooks[of.way].tone} icon={wayLooks[of.way].icon} />
          <Tag text={kindWords[of.kind]} />
          <Tag text={of.topicLabel} />
        </View>
        <View className="nc-title nc-above-4" role="heading" aria-level="2">
          {of.title}
        </View>
        <View className="nc-small nc-above-4">{fitWords(of, child)}</View>
        <View className="nc-row nc-wrap cl-head-row">
          <View className="nc-strong">
            {of.priceFen === 0 ? '免费' : `${priceWithCurrency(of.priceFen, of.currency)}，到场付`}
          </View>
          {seats !== null && isOpen && (
            <Tag text={seats} tone={(of.seats?.left ?? 0) > 0 ? 'green' : 'apricot'} />
          )}
          {of.rating !== null && (
            <View className="nc-small">
              {of.rating.mean.toFixed(1)} 分，{of.rating.count} 家评过
            </View>
          )}
        </View>
        <View className="cl-links">
          <ShareButton isLink text="转给家人" sent={sharedClass(of).text} onSent={setSent} />
        </View>
        {sent === 'copied' && (
          <View className="nc-caption" role="status">
            已复制，去粘贴给家人
          </View>
        )}
      </View>
      {of.change !== null && (
        <Notice tone={of.change.kind === 'cancelled' ? 'red' : 'apricot'} icon="warning" className="cl-gap">
          {changeWords(of.change, of.currency)}
          {of.change.reason !== '' && `原因：${of.change.reason}。`}
        </Notice>
      )}
    </View>
  );
}
