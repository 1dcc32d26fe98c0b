import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { type Consent, useConsents } from '../../api/consents';
import { useMyFamily } from '../../api/family';
import { requireSession, useSession } from '../../api/session';
import { goTo } from '../../platform/navigate';
import { Button, LinkButton } from '../../ui/button';
import { Card } from '../../ui/card';
import { EmptyCard } from '../../ui/empty-card';
import { Icon } from '../../ui/icon';
import { Notice } from '../../ui/notice';
import { PageShell } from '../../ui/page-shell';
import { Picture } from '../../ui/picture';
import { keyPatch } from '../../ui/pictures/key-patch';
import { Tap } from '../../ui/tap';
import { Unread } from '../../ui/unread';
import { AccessesCard } from './accesses-card';
import { Cell, DocumentCells } from './cells';
import { ConsentSheet } from './consent-sheet';
import { HeldData } from './held-data';
import './privacy.css';
import { WithdrawSheet } from './withdraw-sheet';

/** 隐私中心: what is kept, why and until when, who looked, and the ways to take it along or away. */
export function PrivacyCentre({ overlay }: { overlay?: ReactNode }) {
  const isSignedOut = useSession((session) => session.status === 'signedOut');
  const [asked, setAsked] = useState<{ consent: Consent; to: 'on' | 'off' } | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const finish = (word: string) => {
    setDone(asked === null ? null : `“${asked.consent.title}”${word}。`);
    setAsked(null);
  };
  return (
    <PageShell
      title="隐私中心"
      overlay={
        <>
          {asked?.to === 'on' && (
            <ConsentSheet
              purpose={asked.consent.purpose}
              onGiven={() => finish('打开了')}
              onRefused={() => setAsked(null)}
            />
          )}
          {asked?.to === 'off' && (
            <WithdrawSheet
              consent={asked.consent}
              onDone={() => finish('关掉了')}
              onClose={() => setAsked(null)}
            />
          )}
          {overlay}
        </>
      }
    >
      <KeyCard />
      {done !== null && (
        <Notice className="pv-gap" tone="green" icon="check">
          {done}
        </Notice>
      )}
      {isSignedOut ? (
        <SignedOut />
      ) : (
        <Mine
          onSwitch={(consent) => {
            setDone(null);
            setAsked({ consent, to: consent.state === 'given' ? 'off' : 'on' });
          }}
        />
      )}
    </PageShell>
  );
}

function KeyCard() {
  return (
    <View className="nc-card pv-hero">
      <Picture svg={keyPatch()} width={56} height={56} className="pv-hero-picture" />
      <View className="nc-grow">
        <View className="nc-strong">你家的资料只有一把钥匙</View>
        <View className="nc-small">全家注销就销毁钥匙，谁也打不开了。</View>
      </View>
    </View>
  );
}

function SignedOut() {
  return (
    <View className="pv-gap">
      <EmptyCard seed="privacy" title="登录后，存了什么都在这里" sentence="只是看看，不收你的资料。">
        <Button text="登录" onTap={() => requireSession(() => undefined)} />
      </EmptyCard>
      <View className="nc-card pv-cells">
        <DocumentCells />
        <Cell icon="search" text="查注销回执" onTap={() => goTo('/pages/privacy/receipt', {})} />
      </View>
    </View>
  );
}

function Mine({ onSwitch }: { onSwitch: (consent: Consent) => void }) {
  const read = useConsents();
  const { family } = useMyFamily();
  return (
    <View className="pv-gap">
      <Card title="我们存了什么" aside={<View className="nc-caption">关掉前会先说影响</View>}>
        {read.consents !== null ? (
          <HeldData consents={read.consents} phoneTail={family?.phoneTail ?? null} onSwitch={onSwitch} />
        ) : (
          <Unread label="正在取存了什么" read={read} />
        )}
      </Card>
      <AccessesCard />
      <View className="nc-card pv-cells">
        <Cell
          icon="download"
          text="导出全部资料"
          aside="一页能看的，一份 JSON"
          onTap={() => goTo('/pages/privacy/export', {})}
        />
        <Cell
          icon="device"
          text="登录过的设备"
          aside="能一台台退出"
          onTap={() => goTo('/pages/family/devices', {})}
        />
        <DocumentCells />
      </View>
      <View className="pv-last">
        <Tap className="nc-link pv-red" role="link" onTap={() => goTo('/pages/privacy/delete', {})}>
          <Icon name="trash" />
          <View>注销账号</View>
        </Tap>
        <LinkButton text="查注销回执" onTap={() => goTo('/pages/privacy/receipt', {})} />
      </View>
    </View>
  );
}
