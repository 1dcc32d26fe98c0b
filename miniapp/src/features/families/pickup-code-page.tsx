import { View } from '@tarojs/components';
import { type ReactNode, useEffect, useState } from 'react';
import { call } from '../../api/client';
import { type PickupCode, refreshMyFamily, useMyFamily } from '../../api/family';
import { useSession } from '../../api/session';
import { useWrite } from '../../api/use-write';
import { brighten } from '../../platform/brightness';
import { goBack, goTo } from '../../platform/navigate';
import { useIsPageShown } from '../../platform/page';
import { sendText } from '../../platform/share';
import { Button } from '../../ui/button';
import { Dock } from '../../ui/dock';
import { EmptyCard } from '../../ui/empty-card';
import { Notice } from '../../ui/notice';
import { PageShell } from '../../ui/page-shell';
import { dayWords } from '../../ui/words/civil-words';
import './family-home.css';
import { codeStateNow } from './family-words';
import { FaultNotice } from './fault-notice';
import { type KeptPickupCode, useKeptPickupCode } from './issued-pickup-code';
import { PickupCodeCard } from './pickup-code-card';
import { NoFamily } from './with-family';

const title = '接娃码';

/** One pick-up code; from the phone’s memory when there is no network. */
export function PickupCodePage({ codeId, overlay }: { codeId: string; overlay?: ReactNode }) {
  const isSignedOut = useSession((session) => session.status === 'signedOut');
  const { family, keptAtMs } = useMyFamily();
  const { kept, keep } = useKeptPickupCode(codeId);
  const known = family?.pickupCodes.find(({ id }) => id === codeId);
  const code = known ?? kept;
  if (!isSignedOut && code !== null && code !== undefined) {
    const who = family?.pickups.find(({ id }) => id === code.pickupId)?.name ?? kept?.pickupName ?? '';
    const child =
      family?.children.find(({ id }) => id === code.childId)?.nickname ?? kept?.childNickname ?? '';
    // A recall on this phone counts at once; anything newer comes with the family.
    const state = kept?.state === 'revoked' ? 'revoked' : code.state;
    return (
      <CodeContent
        code={{ ...code, state }}
        kept={kept}
        who={who}
        child={child}
        isOffline={keptAtMs !== null}
        onRecalled={(recalled) => kept !== null && keep({ ...kept, state: recalled.state })}
        overlay={overlay}
      />
    );
  }
  return (
    <PageShell title={title} overlay={overlay}>
      {family !== null && !isSignedOut ? (
        <EmptyCard seed="code" title="找不到这个码" sentence="可能已经过期，或者不是你家的。">
          <Button text="返回" onTap={goBack} />
        </EmptyCard>
      ) : (
        <NoFamily />
      )}
    </PageShell>
  );
}

/** What the adult gets to read; the digits alone say neither name nor place of anybody. */
export const pickupText = (code: KeptPickupCode) =>
  `接娃码 ${code.code}，${dayWords(code.on)}接${code.childNickname}时给老师看，用一次就作废。`;

function CodeContent(props: {
  code: PickupCode;
  kept: KeptPickupCode | null;
  who: string;
  child: string;
  isOffline: boolean;
  onRecalled: (code: PickupCode) => void;
  overlay?: ReactNode;
}) {
  const { code, kept, who } = props;
  const state = codeStateNow(code, Date.now());
  const isValid = state === 'valid';
  const isShown = useIsPageShown();
  const [sent, setSent] = useState<'shared' | 'copied' | 'not' | null>(null);
  const write = useWrite();

  const isBright = isValid && kept !== null && isShown;
  useEffect(() => {
    if (!isBright) return undefined;
    const restored = brighten();
    return () => void restored.then((restore) => restore());
  }, [isBright]);

  const recall = () =>
    write.run(async () => {
      props.onRecalled(await call('revokePickupCode', { params: { pickupCodeId: code.id } }));
      await refreshMyFamily();
    });

  return (
    <PageShell
      title={title}
      overlay={props.overlay}
      dock={
        <Dock>
          {isValid ? (
            <>
              <Button
                className="nc-half"
                kind="outline"
                text={write.isBusy ? '正在收回' : '收回'}
                label="收回接娃码"
                isBusy={write.isBusy}
                onTap={() => void recall()}
              />
              {kept !== null && (
                <Button
                  className="nc-half"
                  text={sent === 'copied' ? '已复制' : `发给${who}`}
                  onTap={() => void sendText(pickupText(kept)).then(setSent)}
                />
              )}
            </>
          ) : (
            <Button
              className="nc-grow"
              text="再发一个"
              onTap={() => goTo('/pages/family/new-pickup-code', { pickupId: code.pickupId })}
            />
          )}
        </Dock>
      }
    >
      {props.isOffline && (
        <View className="fm-offline">
          <Notice icon="offline">没有网络。这个码存在手机里，到门口能用；收回要连上网。</Notice>
        </View>
      )}
      <PickupCodeCard who={who} child={props.child} on={code.on} state={state} shown={kept} />
      {isValid && kept === null && (
        <Notice tone="indigo" className="fm-section">
          数字只在发码的那部手机上。这里可以收回，再发一个新的。
        </Notice>
      )}
      <View role="status" className="nc-small nc-centre nc-above-8">
        {sent === 'copied' && '复制好了，粘贴到聊天里就行。'}
        {sent === 'not' && isValid && '没有发出去。念给对方听也行。'}
        {state === 'revoked' && '收回了，现在谁拿着都不能用。'}
      </View>
      <FaultNotice error={write.error} />
    </PageShell>
  );
}
