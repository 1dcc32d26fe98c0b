import { View } from '@tarojs/components';
import type { CentreDetail } from '../../../api/centre';
import { Card } from '../../../ui/card';
import { Tag } from '../../../ui/tag';
import { ageGroupWords, careModeWords } from '../../../ui/words/care-words';
import { perUnit, price } from '../../../ui/words/money';
import { pricesFor } from './centre-facts';
import './places-prices.css';

// Three stand side by side on the narrowest phone; the whole list comes further down.
const atAGlance = 3;

/** What it costs for this child, at a glance. */
export function PriceCard(props: {
  title: string;
  centre: CentreDetail;
  ageGroup: keyof typeof ageGroupWords | null;
}) {
  const { centre, ageGroup } = props;
  const { currency } = centre.region;
  const lines = pricesFor(centre, ageGroup);
  const meals = centre.priceList.some((line) => line.kind === 'meal');
  const notes = [
    centre.discountText,
    meals ? '伙食另计' : null,
    centre.card.isInclusive ? '目录外不收费' : null,
  ];
  return (
    <Card
      className="cp-section"
      title={props.title}
      aside={
        centre.priceListFrom !== null && <View className="nc-caption">价目表 {centre.priceListFrom} 起</View>
      }
    >
      {lines.length === 0 ? (
        <View className="nc-small nc-above-4">没有公开价格，先打电话问。</View>
      ) : (
        <View className="cp-prices">
          {lines.slice(0, atAGlance).map((line) => (
            <View key={line.id} className="cp-price">
              <View className="nc-caption">
                {line.mode === undefined ? line.label : careModeWords[line.mode]}
              </View>
              <View className="nc-nowrap">
                <View className="cp-price-number">{price(line.amountFen)}</View>
                <View className="nc-caption cp-inline"> {perUnit(currency, line.unit)}</View>
              </View>
            </View>
          ))}
        </View>
      )}
      {lines.length > 0 && (
        <View className="nc-caption nc-above-4">
          {notes
            .filter((note) => note !== null)
            .map((note) => `${note.replace(/。$/, '')}。`)
            .join('')}
        </View>
      )}
    </Card>
  );
}

/** What this child would pay, line by line, each with why it counts. */
export function ChildPriceCard({ centre, nickname }: { centre: CentreDetail; nickname: string }) {
  const { priceForChild, region } = centre;
  if (priceForChild === null || priceForChild.lines.length === 0) return null;
  return (
    <Card className="cp-section" title={`${nickname}的${careModeWords[priceForChild.mode]}，一项项看`}>
      <View className="nc-above-4">
        {priceForChild.lines.map((line) => (
          <View key={`${line.kind} ${line.label} ${line.unit}`} className="cp-line">
            <View className="nc-grow">
              <View className="cp-line-name">{line.label}</View>
              <View className="nc-caption">{line.reason}</View>
            </View>
            <View className="nc-nowrap">
              <View className="nc-strong cp-inline">{price(line.amountFen)}</View>
              <View className="nc-caption cp-inline"> {perUnit(region.currency, line.unit)}</View>
            </View>
          </View>
        ))}
      </View>
      <View className="nc-caption nc-above-4">减免要机构核对，约的时候按那天重新算。</View>
    </Card>
  );
}

/** 价目表: every line, in the order and words of the centre. */
export function PriceListCard({ centre }: { centre: CentreDetail }) {
  if (centre.priceList.length === 0) return null;
  return (
    <Card className="cp-section" title="价目表">
      <View className="nc-above-4">
        {centre.priceList.map((line) => (
          <View key={line.id} className="cp-line">
            <View className="nc-grow">
              <View className="cp-line-name">{line.label}</View>
              <View className="nc-row nc-wrap nc-gap-4">
                {line.ageGroup !== undefined && (
                  <View className="nc-caption">{ageGroupWords[line.ageGroup]}</View>
                )}
                {line.isVoluntary && <Tag text="自愿" />}
              </View>
            </View>
            <View className="nc-nowrap">
              <View className="nc-strong cp-inline">{price(line.amountFen)}</View>
              <View className="nc-caption cp-inline"> {perUnit(centre.region.currency, line.unit)}</View>
            </View>
          </View>
        ))}
      </View>
      <View className="nc-caption nc-above-8">就近托不收钱，都是到园付。</View>
    </Card>
  );
}
