import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import type { Desk } from '../../api/desk';
import { goTo } from '../../platform/navigate';
import { Button, LinkButton } from '../../ui/button';
import { Card } from '../../ui/card';
import { ChoiceList } from '../../ui/choice-list';
import { PageShell } from '../../ui/page-shell';
import { missingPatch } from '../../ui/pictures/state-pictures';
import { StateView } from '../../ui/state-view';
import { roleWords } from './desk-words';
import { DigitsForm } from './digits-form';

/** Opening a desk on this device by the second factor, or joining one where there is none yet. */
export function OpenDeskPage(props: { memberships: Desk['memberships']; overlay?: ReactNode }) {
  const { memberships } = props;
  const [chosenId, setChosenId] = useState(memberships[0]?.id ?? '');
  const chosen = memberships.find(({ id }) => id === chosenId);
  const join = () => goTo('/pages/desk/join', {});
  return (
    <PageShell title="工作台" overlay={props.overlay}>
      {chosen === undefined ? (
        <View className="nc-card">
          <StateView
            picture={missingPatch('desk')}
            title="还没有你的工作台"
            sentence="给园所和卫健工作人员用。要有邀请码。"
          >
            <Button text="我有邀请码" onTap={join} />
          </StateView>
        </View>
      ) : (
        <Card title={memberships.length > 1 ? '打开哪一个' : chosen.placeName}>
          {memberships.length > 1 ? (
            <ChoiceList
              isInRows
              label="打开哪一个"
              value={chosenId}
              options={memberships.map(({ id, placeName, role }) => ({
                value: id,
                text: placeName,
                note: roleWords[role],
              }))}
              onChange={setChosenId}
            />
          ) : (
            <View className="nc-small">{roleWords[chosen.role]}工作台</View>
          )}
          {!chosen.isConfirmed && (
            <View className="nc-small nc-above-8">
              还没用过验证器。没存下密钥的话，请管理员重新邀请一次。
            </View>
          )}
          <DigitsForm key={chosenId} membershipId={chosenId} text="打开工作台" onOpened={() => undefined} />
          <View className="nc-caption nc-above-8">下班自动关上。换一部手机要再输一次。</View>
        </Card>
      )}
      {chosen !== undefined && <LinkButton text="我还有别的邀请码" onTap={join} />}
    </PageShell>
  );
}
