import { View } from '@tarojs/components';
import type { Family } from '../../api/family';
import { keptAtText } from '../../api/last-answers';
import { goTo } from '../../platform/navigate';
import { useShareCard } from '../../platform/share';
import { LinkButton } from '../../ui/button';
import { Card } from '../../ui/card';
import { Icon } from '../../ui/icon';
import { Cell } from './cell';
import './families.css';
import './family-home.css';
import { guardianName, tailWords, untilWords } from './family-words';
import { FaultNotice } from './fault-notice';
import { invitationCard, useRevokeInvitation } from './invite-sheet';
import { useInvitationCode } from './issued-invitation';

const mostGuardians = 2;

/** `今天`, `昨天`, `11月3日`. */
const dayOf = (instant: string) => keptAtText(Date.parse(instant)).split(' ')[0];

/** 家长: who has this family, and whom it invited. */
export function GuardiansCard(props: { family: Family; onInvite: () => void; onShowCode: () => void }) {
  const { guardians, invitations } = props.family;
  const issued = useInvitationCode(invitations[0]?.id);
  useShareCard(issued === null ? null : invitationCard(issued.code));
  const isAlone = guardians.length < mostGuardians;
  return (
    <Card className="fm-cells fm-titled" title="家长">
      {guardians.map((guardian) => (
        <View key={guardian.id} className="fm-cell">
          <View className="fm-arch" aria-hidden="true">
            {guardian.isMe ? '我' : '家'}
          </View>
          <View className="nc-grow">
            <View className="nc-strong">{guardianName(guardian)}</View>
            <View className="nc-caption">
              {tailWords(guardian.phoneTail)}，{dayOf(guardian.joinedAt)}加入
            </View>
          </View>
        </View>
      ))}
      {invitations.map((invitation) => (
        <PendingInvitation
          key={invitation.id}
          invitation={invitation}
          isCodeHere={issued?.id === invitation.id}
          onShowCode={props.onShowCode}
        />
      ))}
      {isAlone && invitations.length === 0 && (
        <Cell icon={<Icon name="plus" />} text="请另一位家长来" aside="一起管" onTap={props.onInvite} />
      )}
      {isAlone && (
        <Cell
          icon={<Icon name="arch" />}
          text="我有邀请码"
          aside="加入家人的家"
          onTap={() => goTo('/pages/family/join', {})}
        />
      )}
    </Card>
  );
}

function PendingInvitation(props: {
  invitation: Family['invitations'][number];
  isCodeHere: boolean;
  onShowCode: () => void;
}) {
  const { invitation } = props;
  const revoke = useRevokeInvitation(invitation.id);
  return (
    <View className="fm-cell-block">
      <View className="nc-row nc-gap-12">
        <View className="fm-arch fm-arch-open" aria-hidden="true">
          ?
        </View>
        <View className="nc-grow">
          <View className="nc-strong">等对方输入邀请码</View>
          <View className="nc-caption">
            {untilWords(Date.parse(invitation.expiresAt), Date.now())} 前有效
            {!props.isCodeHere && '。码只显示一次，要再发就先收回'}
          </View>
        </View>
      </View>
      <View className="nc-row nc-wrap fm-ways">
        {props.isCodeHere && <LinkButton text="看邀请码" onTap={props.onShowCode} />}
        <LinkButton
          text={revoke.isBusy ? '正在收回' : '收回'}
          label="收回邀请"
          isBusy={revoke.isBusy}
          onTap={() => void revoke.now()}
        />
      </View>
      <FaultNotice error={revoke.error} />
    </View>
  );
}
