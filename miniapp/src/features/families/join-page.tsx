import '../../api/later-messages';
import { View } from '@tarojs/components';
import { type ReactNode, useRef, useState } from 'react';
import { call, refreshSession } from '../../api/client';
import { errorLine } from '../../api/error-messages';
import { refreshMyFamily } from '../../api/family';
import { asApiError } from '../../api/problem';
import { useWrite } from '../../api/use-write';
import { goToTab, replaceWith } from '../../platform/navigate';
import { Button, LinkButton } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { PageShell } from '../../ui/page-shell';
import { TextField } from '../../ui/text-field';
import './families.css';
import { cleanCode, inFours } from './family-words';
import { WithFamily } from './with-family';

const title = '加入家人的家';
const shortestCode = 4;
const longestTyped = 20;

/** Joining the family that invited me, with its code. */
export function JoinPage({ code, overlay }: { code: string; overlay?: ReactNode }) {
  return (
    <WithFamily title={title} overlay={overlay}>
      {() => (
        <PageShell title={title} overlay={overlay}>
          <View className="nc-card">
            <JoinForm code={code} onJoined={() => replaceWith('/pages/family/index', {})} />
          </View>
        </PageShell>
      )}
    </WithFamily>
  );
}

export function JoinForm(props: { code: string; onJoined: () => void }) {
  const [typed, setTyped] = useState(() => inFours(props.code));
  const [fault, setFault] = useState<{ text: string; code: string } | null>(null);
  const write = useWrite();
  // Accepted, but the new session did not arrive: a second try must not spend the code again.
  const isAccepted = useRef(false);
  const code = cleanCode(typed);

  const join = () =>
    write.run(async () => {
      setFault(null);
      try {
        if (!isAccepted.current) {
          await call('acceptInvitation', { body: { code } });
          isAccepted.current = true;
        }
        await refreshSession();
        await refreshMyFamily();
        props.onJoined();
      } catch (thrown) {
        const error = asApiError(thrown);
        setFault({ text: errorLine(error), code: error.code });
      }
    });

  return (
    <View>
      <View className="nc-small">
        输入另一位家长发来的邀请码。加入后，你们看到同样的孩子和预约，都能约、能取消。
      </View>
      <TextField
        id="invitation-code"
        label="邀请码"
        value={typed}
        maxLength={longestTyped}
        placeholder="8 个字母或数字"
        autocomplete="off"
        hint="不分大小写，空格可有可无"
        error={
          fault?.code === 'invitation_expired' || fault?.code === 'input_invalid' ? fault.text : undefined
        }
        onChange={(next) => {
          setTyped(next);
          setFault(null);
        }}
        onEnter={() => code.length >= shortestCode && void join()}
      />
      {fault !== null && fault.code !== 'invitation_expired' && fault.code !== 'input_invalid' && (
        <Notice className="nc-above-12" tone="apricot" icon="warning" role="alert">
          {fault.text}
        </Notice>
      )}
      {fault?.code === 'family_not_empty' && (
        <LinkButton text="看我这边的孩子" onTap={() => goToTab('/pages/me/index')} />
      )}
      <Button
        className="nc-above-16"
        text={write.isBusy ? '正在加入' : '加入'}
        isBusy={write.isBusy}
        isDisabled={code.length < shortestCode}
        onTap={() => void join()}
      />
      <View className="nc-caption nc-above-8">没有码？请另一位家长在“我的 · 家人和接送”里发给你。</View>
    </View>
  );
}
