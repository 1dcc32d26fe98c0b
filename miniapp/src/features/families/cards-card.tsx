import { View } from '@tarojs/components';
import { useState } from 'react';
import { call } from '../../api/client';
import { errorLine } from '../../api/error-messages';
import { type Family, type FamilyCard, refreshMyFamily } from '../../api/family';
import { unlessGone, useWrite } from '../../api/use-write';
import { goTo } from '../../platform/navigate';
import { LinkButton } from '../../ui/button';
import { Card } from '../../ui/card';
import { ConfirmSheet } from '../../ui/confirm-sheet';
import { Icon } from '../../ui/icon';
import { Cell } from './cell';
import './families.css';
import './family-home.css';
import { dayOf } from './family-words';
import { rememberCard, useIssuedCard } from './issued-card';

/** 老人用的打印卡: which are out, and a way to stop a lost one. */
export function CardsCard({ family, onRevoke }: { family: Family; onRevoke: (card: FamilyCard) => void }) {
  return (
    <Card className="fm-cells fm-titled" title="给老人的打印卡">
      {family.cards.length === 0 && (
        <View className="nc-small fm-empty">不用手机的老人，拿着卡就能请园里帮忙约。</View>
      )}
      {family.cards.map((card) => (
        <View key={card.id} className="fm-cell">
          <View className="nc-grow">
            <View className="fm-cell-text">{dayOf(card.issuedAt)} 做的卡</View>
            <View className="nc-caption">
              {card.lastUsedAt === null ? '还没用过' : `最近用过：${dayOf(card.lastUsedAt)}`}
            </View>
          </View>
          <LinkButton
            className="fm-red"
            text="停用"
            label={`停用 ${dayOf(card.issuedAt)} 做的卡`}
            onTap={() => onRevoke(card)}
          />
        </View>
      ))}
      {family.children.length > 0 && (
        <Cell
          icon={<Icon name="page" />}
          text="做一张打印卡"
          onTap={() => goTo('/pages/family/printed-card', {})}
        />
      )}
    </Card>
  );
}

/** A lost card works no more, at once; first what that does. */
export function RevokeCardSheet({ card, onClose }: { card: FamilyCard | null; onClose: () => void }) {
  const [done, setDone] = useState<string | null>(null);
  const issued = useIssuedCard();
  const write = useWrite();
  const revoke = (cardId: string) =>
    write.run(async () => {
      if (done !== cardId) await call('revokeFamilyCard', { params: { cardId } }).catch(unlessGone);
      setDone(cardId);
      if (issued?.id === cardId) rememberCard(null);
      await refreshMyFamily();
      onClose();
    });
  return (
    <ConfirmSheet
      title="停用这张卡？"
      isOpen={card !== null}
      doText="停用"
      busyText="正在停用"
      keepText="先不停"
      isBusy={write.isBusy}
      fault={write.error === null ? null : errorLine(write.error)}
      onDo={() => card !== null && void revoke(card.id)}
      onClose={() => {
        write.forgive();
        onClose();
      }}
    >
      <View className="fm-effects">
        <View>卡马上不能用，捡到的人也不能。约好的不受影响。</View>
        <View>要用再做一张就行。</View>
      </View>
    </ConfirmSheet>
  );
}
