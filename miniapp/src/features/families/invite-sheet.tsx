import '../../api/later-messages';
import type { Reply } from '@nearcare/shared/contract/types';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { call } from '../../api/client';
import { errorLine } from '../../api/error-messages';
import { refreshMyFamily } from '../../api/family';
import { useIdempotencyKey } from '../../api/idempotency-key';
import { unlessGone, useWrite } from '../../api/use-write';
import { copyText } from '../../platform/clipboard';
import { addressOf } from '../../platform/share';
import { Button, LinkButton } from '../../ui/button';
import { ConfirmSheet } from '../../ui/confirm-sheet';
import { ShareButton } from '../../ui/share-button';
import { Sheet } from '../../ui/sheet';
import './family-home.css';
import { cleanCode, inFours, untilWords } from './family-words';
import { FaultNotice } from './fault-notice';
import { rememberInvitation } from './issued-invitation';

type Issued = Reply<'inviteGuardian'>;

/** Before inviting: what it gives to the other guardian. Both answers are the same size. */
export function InviteSheet(props: {
  isOpen: boolean;
  /** How many were made before: the next one is a new wish. */
  made: string;
  onClose: () => void;
  onInvited: () => void;
}) {
  const write = useWrite();
  const idempotencyKey = useIdempotencyKey({ made: props.made });
  const invite = () =>
    write.run(async () => {
      rememberInvitation(await call('inviteGuardian', {}, { idempotencyKey }));
      await refreshMyFamily();
      props.onInvited();
    });
  return (
    <ConfirmSheet
      title="请另一位家长来"
      isOpen={props.isOpen}
      solid="do"
      doText="邀请"
      busyText="正在生成"
      keepText="不邀请"
      isBusy={write.isBusy}
      fault={write.error === null ? null : errorLine(write.error)}
      onDo={() => void invite()}
      onClose={props.onClose}
    >
      <View className="fm-effects">
        <View>对方能看到孩子、预约和接送的人，也能约、能取消。</View>
        <View>邀请码两天内有效，只能用一次。没用之前可以收回。</View>
        <View>一个家最多两位家长。</View>
      </View>
    </ConfirmSheet>
  );
}

/** What the other guardian gets to read. */
export function invitationText(code: string): string {
  const where = addressOf === null ? '打开“就近托”小程序' : `打开 ${addressOf('/pages/family/join')}`;
  return `请你一起管孩子的托育：${where}，登录后在“我的 · 家人和接送 · 我有邀请码”输入 ${inFours(code)}。两天内有效，只能用一次。`;
}

/** What WeChat's 转发 sends: the code travels with the card, not through any server of ours. */
export const invitationCard = (code: string) => ({
  title: `请你一起管孩子的托育，邀请码 ${inFours(code)}`,
  text: invitationText(code),
  path: `/pages/family/join?code=${encodeURIComponent(code)}`,
});

/** The code to hand on. */
export function InvitationCodeSheet(props: { issued: Issued | null; isOpen: boolean; onClose: () => void }) {
  return (
    <Sheet title="邀请码" isOpen={props.isOpen && props.issued !== null} onClose={props.onClose}>
      {props.issued !== null && <CodeToHandOn issued={props.issued} onClose={props.onClose} />}
    </Sheet>
  );
}

function CodeToHandOn({ issued, onClose }: { issued: Issued; onClose: () => void }) {
  const [done, setDone] = useState<'shared' | 'copied' | 'not' | null>(null);
  const revoke = useRevokeInvitation(issued.id);
  const copy = async () => setDone((await copyText(issued.code)) ? 'copied' : 'not');
  return (
    <View>
      <View className="fm-code" role="img" aria-label={`邀请码 ${[...cleanCode(issued.code)].join(' ')}`}>
        {inFours(issued.code)}
      </View>
      <View className="nc-small nc-centre">
        {untilWords(Date.parse(issued.expiresAt), Date.now())} 前有效，用一次就作废。
      </View>
      <View className="nc-caption nc-centre nc-above-4">这个码只在这里显示，别发到群里。</View>
      <FaultNotice error={revoke.error} />
      <View className="fm-stack nc-above-16">
        <ShareButton text="发给对方" sent={invitationText(issued.code)} onSent={setDone} />
        <Button kind="outline" text={done === 'copied' ? '已复制' : '复制邀请码'} onTap={() => void copy()} />
      </View>
      <View className="nc-caption nc-centre nc-above-8" role="status">
        {done === 'copied' && '复制好了，粘贴到聊天里就行。'}
        {done === 'shared' && '发出去了。对方输入后会出现在这里。'}
        {done === 'not' && '复制不了，念给对方听也行。'}
      </View>
      <View className="nc-row nc-between nc-wrap fm-ends">
        <LinkButton text="好了" onTap={onClose} />
        <LinkButton
          className="fm-red"
          text={revoke.isBusy ? '正在收回' : '收回邀请'}
          isBusy={revoke.isBusy}
          onTap={() => void revoke.now().then((isDone) => isDone && onClose())}
        />
      </View>
    </View>
  );
}

/** Taking an invitation back at once; its code opens nothing afterwards. */
export function useRevokeInvitation(invitationId: string) {
  const write = useWrite();
  const now = () =>
    write.run(async () => {
      await call('revokeInvitation', { params: { invitationId } }).catch(unlessGone);
      rememberInvitation(null);
      await refreshMyFamily();
    });
  return { ...write, now };
}
