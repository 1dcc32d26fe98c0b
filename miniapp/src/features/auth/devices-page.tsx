import type { Reply } from '@nearcare/shared/contract/types';
import { useQuery } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { call } from '../../api/client';
import { errorLine } from '../../api/error-messages';
import { keptAtText } from '../../api/last-answers';
import { queryClient } from '../../api/query-client';
import { mineKey, requireSession, useSession } from '../../api/session';
import { unlessGone, useWrite } from '../../api/use-write';
import { goBack, goToTab } from '../../platform/navigate';
import { Button } from '../../ui/button';
import { ConfirmSheet } from '../../ui/confirm-sheet';
import { EmptyCard } from '../../ui/empty-card';
import { KeptComplaints } from '../../ui/kept-complaints';
import { Notice } from '../../ui/notice';
import { PageShell } from '../../ui/page-shell';
import { Tag } from '../../ui/tag';
import { Unread } from '../../ui/unread';
import './auth.css';
import { signOutEverywhere } from './sign-out';

type Device = Reply<'listSessions'>['items'][number];

const devicesKey = (familyId: string | null) => [mineKey, 'devices', familyId] as const;
const clientWords: Record<Device['client'], string> = { h5: '浏览器', weapp: '微信小程序' };

/** 登录的设备: where I am signed in, and the ways to end that. */
export function DevicesPage({ overlay }: { overlay?: ReactNode }) {
  const { status, familyId } = useSession();
  const [isAsking, setAsking] = useState(false);
  const everywhere = useWrite();
  const devices = useQuery({
    queryKey: devicesKey(familyId),
    queryFn: () => call('listSessions', {}),
    enabled: status === 'signedIn',
    staleTime: 0,
  });
  const close = () => {
    everywhere.forgive();
    setAsking(false);
  };
  const leave = () =>
    everywhere.run(async () => {
      await signOutEverywhere();
      setAsking(false);
      goToTab('/pages/me/index');
    });
  return (
    <PageShell
      title="登录的设备"
      overlay={
        <>
          <ConfirmSheet
            title="所有设备都退出登录？"
            isOpen={isAsking}
            doText="全部退出"
            busyText="正在退出"
            keepText="先不退"
            isBusy={everywhere.isBusy}
            fault={everywhere.error === null ? null : errorLine(everywhere.error)}
            onDo={() => void leave()}
            onClose={close}
          >
            <View className="nc-small nc-above-8">
              每部手机、每个浏览器都要重新登录，这台也是。约好的不变。
            </View>
            <KeptComplaints />
          </ConfirmSheet>
          {overlay}
        </>
      }
    >
      {status === 'signedOut' ? (
        <EmptyCard seed="sign-in" title="这台没有登录" sentence="登录后能看到还在哪里登录着。">
          <Button text="登录" onTap={() => requireSession(() => undefined)} />
          <Button kind="outline" text="先不登录" onTap={goBack} />
        </EmptyCard>
      ) : devices.data !== undefined ? (
        <View>
          {devices.data.items.map((device) => (
            <DeviceCard key={device.id} device={device} />
          ))}
          <View className="nc-small nc-above-12">有不认识的，就退出那一台，再换个手机锁屏密码。</View>
          <Button
            className="nc-above-12"
            kind="outline"
            text="所有设备都退出"
            onTap={() => setAsking(true)}
          />
        </View>
      ) : (
        <View className="nc-card">
          <Unread label="正在取登录的设备" rows={2} read={devices} />
        </View>
      )}
    </PageShell>
  );
}

function DeviceCard({ device }: { device: Device }) {
  const write = useWrite();
  const name = device.device ?? clientWords[device.client];
  const end = () =>
    write.run(async () => {
      await call('endSession', { params: { sessionId: device.id } }).catch(unlessGone);
      await queryClient.invalidateQueries({ queryKey: [mineKey, 'devices'] });
    });
  return (
    <View className="nc-card au-device">
      <View className="nc-row nc-between nc-wrap nc-gap-8">
        <View className="nc-grow">
          <View className="nc-row nc-wrap nc-gap-8">
            <View className="nc-strong">{name}</View>
            {device.isThis && <Tag text="这台" tone="green" icon="check" />}
          </View>
          <View className="nc-caption">
            {device.device === null ? '' : `${clientWords[device.client]}，`}
            {keptAtText(Date.parse(device.signedInAt))} 登录，{keptAtText(Date.parse(device.lastUsedAt))} 用过
          </View>
        </View>
        {!device.isThis && (
          <Button
            isSmall
            kind="outline"
            text={write.isBusy ? '正在退出' : '退出'}
            label={`让${name}退出登录`}
            isBusy={write.isBusy}
            onTap={() => void end()}
          />
        )}
      </View>
      {write.error !== null && (
        <Notice tone="apricot" icon="warning" role="alert" className="nc-above-8">
          {errorLine(write.error)}
        </Notice>
      )}
    </View>
  );
}
