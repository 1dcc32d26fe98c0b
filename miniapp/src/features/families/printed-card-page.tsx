import { View } from '@tarojs/components';
import { type ReactNode, useEffect } from 'react';
import { call } from '../../api/client';
import { type Family, refreshMyFamily } from '../../api/family';
import { useIdempotencyKey } from '../../api/idempotency-key';
import { useRegions } from '../../api/regions';
import { useWrite } from '../../api/use-write';
import { brighten } from '../../platform/brightness';
import { goBack } from '../../platform/navigate';
import { printPage } from '../../platform/print';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Dock } from '../../ui/dock';
import { PageShell } from '../../ui/page-shell';
import { Picture } from '../../ui/picture';
import { qr } from '../../ui/pictures/qr';
import { helpNumbers } from '../../ui/words/help-numbers';
import { dayOf } from './family-words';
import './family-home.css';
import { FaultNotice } from './fault-notice';
import { rememberCard, useIssuedCard } from './issued-card';
import '../../ui/print.css';
import './printed-card.css';
import { WithFamily } from './with-family';

const title = '给老人的打印卡';
const qrSize = 240;

/** A card on paper for who uses no phone: its QR lets the desk of a centre book for this family. */
export function PrintedCardPage({ overlay }: { overlay?: ReactNode }) {
  const issued = useIssuedCard();
  return (
    <WithFamily title={title} overlay={overlay}>
      {(family) =>
        issued === null ? (
          <PageShell title={title} overlay={overlay}>
            <BeforeCard family={family} />
          </PageShell>
        ) : (
          <IssuedCard family={family} issued={issued} overlay={overlay} />
        )
      }
    </WithFamily>
  );
}

/** What the card gives away, before there is one. */
function BeforeCard({ family }: { family: Family }) {
  const write = useWrite();
  const idempotencyKey = useIdempotencyKey({ made: family.cards.map(({ id }) => id) });
  const make = () =>
    write.run(async () => {
      rememberCard(await call('createFamilyCard', {}, { idempotencyKey }));
      await refreshMyFamily();
    });
  return (
    <Card title="卡能做什么">
      <View className="fm-effects">
        <View>老人拿着卡，园里的老师扫一扫，就能帮你家约。</View>
        <View>老师会看到孩子的小名和月龄，你会看到是谁看的。</View>
        <View>卡上没有名字和手机号。丢了在这里停用。</View>
      </View>
      <FaultNotice error={write.error} />
      <Button
        className="nc-above-16"
        text={write.isBusy ? '正在做' : '做一张卡'}
        isBusy={write.isBusy}
        onTap={() => void make()}
      />
      <View className="nc-caption nc-above-8">二维码只显示这一次，打印好再离开。</View>
    </Card>
  );
}

function IssuedCard(props: {
  family: Family;
  issued: { qrText: string; issuedAt: string };
  overlay?: ReactNode;
}) {
  const { issued } = props;
  const print = printPage;
  const { regions } = useRegions();
  useEffect(() => {
    const restored = brighten();
    return () => void restored.then((restore) => restore());
  }, []);
  const done = () => {
    rememberCard(null);
    goBack();
  };
  return (
    <PageShell
      title={title}
      overlay={props.overlay}
      dock={
        <Dock>
          <Button className="nc-half" kind={print === null ? 'solid' : 'outline'} text="好了" onTap={done} />
          {print !== null && <Button className="nc-half" text="打印" onTap={print} />}
        </Dock>
      }
    >
      <View className="nc-card nc-sheet-of-paper pc-card">
        <View className="pc-title">就近托</View>
        <View className="pc-say">请老师扫这个码，帮我家约托</View>
        <View className="pc-qr">
          <Picture svg={qr(issued.qrText, qrSize)} width={qrSize} height={qrSize} label="打印卡的二维码" />
        </View>
        <View className="pc-text">{issued.qrText}</View>
        <View className="pc-steps">
          <View>1 到园里，把卡给老师</View>
          <View>2 说哪个孩子、哪一天</View>
          <View>3 记下老师报的四个数字</View>
        </View>
        <View className="pc-help">
          {helpNumbers(regions[0]?.code).map(({ number, words }) => (
            <View key={number} className="pc-number">
              {words} {number}
            </View>
          ))}
        </View>
        <View className="pc-foot">{dayOf(issued.issuedAt)} 做的。捡到请交给园里，卡上没有个人信息。</View>
      </View>
      <View className="nc-small nc-centre nc-above-8 nc-not-on-paper">
        {print === null ? '截屏发给能打印的人，或把这一屏给老师扫。' : '也可以截屏。离开后二维码不再显示。'}
      </View>
    </PageShell>
  );
}
