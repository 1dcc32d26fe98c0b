import type { Reply } from '@nearcare/shared/contract/types';
import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { refreshDesk } from '../../api/desk';
import { errorLine } from '../../api/error-messages';
import { useWrite } from '../../api/use-write';
import { copyText } from '../../platform/clipboard';
import { replaceWith } from '../../platform/navigate';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { PageShell } from '../../ui/page-shell';
import { Picture } from '../../ui/picture';
import { qr } from '../../ui/pictures/qr';
import { TextField } from '../../ui/text-field';
import { callDesk } from './call-desk';
import { DeskGate } from './desk-gate';
import { roleWords, secretWords } from './desk-words';
import { DigitsForm } from './digits-form';

const title = '加入工作台';
const shortestCode = 8;
const longestTyped = 30;
const qrSize = 196;

/** Taking one's place at a desk: the invitation, then the authenticator, then its first digits. */
export function JoinDeskPage({ code, overlay }: { code: string; overlay?: ReactNode }) {
  const [joined, setJoined] = useState<Reply<'joinDesk'> | null>(null);
  return (
    <DeskGate title={title} overlay={overlay}>
      {() => (
        <PageShell title={title} overlay={overlay}>
          {joined === null ? <InvitationForm code={code} onJoined={setJoined} /> : <FirstCode of={joined} />}
        </PageShell>
      )}
    </DeskGate>
  );
}

function InvitationForm(props: { code: string; onJoined: (joined: Reply<'joinDesk'>) => void }) {
  const [typed, setTyped] = useState(props.code);
  const write = useWrite();
  const invitationCode = typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
  const join = () =>
    write.run(async () => props.onJoined(await callDesk('joinDesk', { body: { invitationCode } })));
  return (
    <Card title="输入邀请码">
      <View className="nc-small nc-above-4">管理员发给你的，只能用一次。家长不用加入。</View>
      <TextField
        id="desk-invitation"
        label="邀请码"
        value={typed}
        maxLength={longestTyped}
        autocomplete="off"
        hint="不分大小写，空格可有可无"
        error={write.error === null ? undefined : errorLine(write.error)}
        onChange={(next) => {
          setTyped(next);
          write.forgive();
        }}
        onEnter={() => invitationCode.length >= shortestCode && void join()}
      />
      <Button
        className="nc-above-16"
        text={write.isBusy ? '正在加入' : '加入'}
        isBusy={write.isBusy}
        isDisabled={invitationCode.length < shortestCode}
        onTap={() => void join()}
      />
    </Card>
  );
}

/** Who joined before and comes again has the secret in the authenticator already: the server tells it no more. */
function FirstCode({ of }: { of: Reply<'joinDesk'> }) {
  const { secret, otpauthUri } = of;
  return (
    <>
      <Card title={of.placeName}>
        {secret === null || otpauthUri === null ? (
          <View className="nc-small">你已经加入过，直接用验证器上的数字打开。</View>
        ) : (
          <Secret role={of.role} secret={secret} otpauthUri={otpauthUri} />
        )}
      </Card>
      <Card title="试一次">
        <DigitsForm
          membershipId={of.membershipId}
          text="对上了，打开工作台"
          onOpened={() => {
            void refreshDesk();
            replaceWith('/pages/desk/index', {});
          }}
        />
      </Card>
    </>
  );
}

type SecretProps = { role: Reply<'joinDesk'>['role']; secret: string; otpauthUri: string };

/** Shown once: the server does not tell it again. */
function Secret({ role, secret, otpauthUri }: SecretProps) {
  const [copied, setCopied] = useState<'yes' | 'no' | null>(null);
  const copy = async () => setCopied((await copyText(secret)) ? 'yes' : 'no');
  return (
    <>
      <View className="nc-small">
        {roleWords[role]}工作台。用验证器扫这个码，以后每次打开都看它的 6 位数字。
      </View>
      <View className="dk-qr">
        <Picture svg={qr(otpauthUri, qrSize)} width={qrSize} height={qrSize} label="验证器的二维码" />
      </View>
      <View className="nc-small nc-centre">在同一部手机上，就复制密钥，粘贴到验证器里：</View>
      <View className="dk-secret" role="img" aria-label={`密钥 ${[...secret].join(' ')}`}>
        {secretWords(secret)}
      </View>
      <Button
        kind="outline"
        icon="copy"
        text={copied === 'yes' ? '已复制' : '复制密钥'}
        onTap={() => void copy()}
      />
      <View className="nc-caption nc-above-8" role="status">
        {copied === 'no' ? '复制不了，照着上面输入也行。' : '只显示这一次，别发给别人。'}
      </View>
    </>
  );
}
