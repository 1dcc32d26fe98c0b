import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { type Desk, useDesk } from '../../api/desk';
import { requireSession, useSession } from '../../api/session';
import { goBack } from '../../platform/navigate';
import { Button } from '../../ui/button';
import { PageShell } from '../../ui/page-shell';
import { missingPatch } from '../../ui/pictures/state-pictures';
import { StateView } from '../../ui/state-view';
import { Unread } from '../../ui/unread';
import './desk.css';
import { roleWords } from './desk-words';

/** A page of the desk: who is not signed in signs in first, on the same page. */
export function DeskGate(props: { title: string; overlay?: ReactNode; children: (desk: Desk) => ReactNode }) {
  const isSignedOut = useSession((session) => session.status === 'signedOut');
  const { desk, error, isFetching, refetch } = useDesk();
  if (desk !== null) return props.children(desk);
  return (
    <PageShell title={props.title} overlay={props.overlay}>
      <View className="nc-card">
        {isSignedOut ? (
          <StateView
            picture={missingPatch('desk')}
            title="先登录一下"
            sentence="用收到邀请的那个手机号登录，再打开工作台。"
          >
            <Button text="登录" onTap={() => requireSession(() => undefined)} />
            <Button kind="outline" text="先不登录" onTap={goBack} />
          </StateView>
        ) : (
          <Unread label="正在打开工作台" read={{ error, isFetching, refetch }} steps={{ back: goBack }} />
        )}
      </View>
    </PageShell>
  );
}

/** A page that needs an open desk, of one role where it names one; the digits are asked for on 工作台 itself. */
export function OpenDeskGate(props: {
  title: string;
  role?: 'staff' | 'officer';
  overlay?: ReactNode;
  children: (open: NonNullable<Desk['open']>) => ReactNode;
}) {
  return (
    <DeskGate title={props.title} overlay={props.overlay}>
      {({ open }) =>
        open !== null && (props.role === undefined || open.role === props.role) ? (
          props.children(open)
        ) : (
          <PageShell title={props.title} overlay={props.overlay}>
            <View className="nc-card">
              <StateView picture={missingPatch('desk')} {...closedWords(open)}>
                <Button text="返回" onTap={goBack} />
              </StateView>
            </View>
          </PageShell>
        )
      }
    </DeskGate>
  );
}

/** Why a page of an open desk shows nothing: the desk is closed, or this page belongs to the other one. */
function closedWords(open: Desk['open']): { title: string; sentence: string } {
  if (open === null) return { title: '工作台没有打开', sentence: '回到工作台，输入验证器上的 6 位数字。' };
  const other = open.role === 'staff' ? 'officer' : 'staff';
  return {
    title: `这里归${roleWords[other]}`,
    sentence: `现在打开的是${roleWords[open.role]}的工作台，看不了这一页。`,
  };
}
