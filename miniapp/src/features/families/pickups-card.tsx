import { View } from '@tarojs/components';
import type { Family, Pickup, PickupCode } from '../../api/family';
import { useRegions } from '../../api/regions';
import { goTo } from '../../platform/navigate';
import { Button } from '../../ui/button';
import { Card, Seam } from '../../ui/card';
import { Icon } from '../../ui/icon';
import { Tag } from '../../ui/tag';
import { Tap } from '../../ui/tap';
import { dayWords, nearDayWords } from '../../ui/words/civil-words';
import { relationWords } from '../../ui/words/family-words';
import { Cell } from './cell';
import './families.css';
import './family-home.css';
import { codeStateNow, codeStateWords } from './family-words';

const mostPickups = 8;

/** 接送的人: adults who may collect, and the codes given to them. */
export function PickupsCard(props: { family: Family; onRemove: (pickup: Pickup) => void }) {
  const { pickups } = props.family;
  return (
    <Card className="fm-cells fm-titled" title="接送的人">
      {pickups.length === 0 ? (
        <View className="fm-empty">
          <View className="nc-small">老人、阿姨来接，先加在这里，再发只用一次的接娃码。</View>
          <Button
            className="nc-above-8"
            icon="plus"
            text="加接送的人"
            onTap={() => goTo('/pages/family/add-pickup', {})}
          />
        </View>
      ) : (
        <>
          {pickups.map((pickup, index) => (
            <PickupRow key={pickup.id} pickup={pickup} isFirst={index === 0} onRemove={props.onRemove} />
          ))}
          {pickups.length < mostPickups ? (
            <Cell
              icon={<Icon name="plus" />}
              text="再加一位"
              aside={`最多 ${mostPickups} 位`}
              label="再加一位接送的人"
              onTap={() => goTo('/pages/family/add-pickup', {})}
            />
          ) : (
            <View className="nc-caption fm-empty">已经 {mostPickups} 位。删掉不用的才能再加。</View>
          )}
          <Codes family={props.family} />
        </>
      )}
    </Card>
  );
}

function PickupRow(props: { pickup: Pickup; isFirst: boolean; onRemove: (pickup: Pickup) => void }) {
  const { pickup } = props;
  return (
    <View className="fm-cell fm-person">
      <View className="fm-arch" aria-hidden="true">
        {[...pickup.name][0]}
      </View>
      <View className="fm-person-words">
        <View className="nc-strong">{pickup.name}</View>
        <View className="nc-caption">
          {relationWords[pickup.relation]}，手机尾号 {pickup.phoneTail}
        </View>
      </View>
      <View className="nc-row">
        <Button
          isSmall
          kind={props.isFirst ? 'solid' : 'soft'}
          text="发接娃码"
          label={`给${pickup.name}发接娃码`}
          onTap={() => goTo('/pages/family/new-pickup-code', { pickupId: pickup.id })}
        />
        <Tap
          className="nc-icon-button fm-remove"
          label={`删掉${pickup.name}`}
          onTap={() => props.onRemove(pickup)}
        >
          <Icon name="close" size={16} />
        </Tap>
      </View>
    </View>
  );
}

const order: readonly PickupCode['state'][] = ['valid', 'used', 'expired', 'revoked'];

function Codes({ family }: { family: Family }) {
  const { regions } = useRegions();
  const today = regions[0]?.today;
  const nowMs = Date.now();
  const codes = family.pickupCodes
    .map((code) => ({ ...code, state: codeStateNow(code, nowMs) }))
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (a.on < b.on ? -1 : 1));
  if (codes.length === 0) return null;
  return (
    <View>
      <Seam />
      <View className="nc-small" role="heading" aria-level="3">
        发出去的接娃码
      </View>
      {codes.map((code) => {
        const who = family.pickups.find(({ id }) => id === code.pickupId)?.name ?? '删掉的人';
        const child = family.children.find(({ id }) => id === code.childId)?.nickname ?? '删掉的孩子';
        const day = today === undefined ? dayWords(code.on) : nearDayWords(code.on, today);
        const { word, tint } = codeStateWords[code.state];
        return (
          <Tap
            key={code.id}
            className="fm-cell"
            label={`${day}，${who}接${child}，${word}`}
            onTap={() => goTo('/pages/family/pickup-code', { id: code.id })}
          >
            <View className="nc-grow fm-cell-text">
              {day}·{who}接{child}
            </View>
            <Tag text={word} tone={tint} />
            <Icon name="chevron-right" size={16} />
          </Tap>
        );
      })}
    </View>
  );
}
