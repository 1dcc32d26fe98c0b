import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { errorLine } from '../../api/error-messages';
import { keptAtText } from '../../api/last-answers';
import { markRead, type Notice as Told, useNotices } from '../../api/notices';
import { requireSession, useSession } from '../../api/session';
import { useWrite } from '../../api/use-write';
import { goBack } from '../../platform/navigate';
import { Button, LinkButton } from '../../ui/button';
import { MoreButton } from '../../ui/more-button';
import { Notice } from '../../ui/notice';
import { OfflineNotice } from '../../ui/offline-notice';
import { PageShell } from '../../ui/page-shell';
import { missingPatch } from '../../ui/pictures/state-pictures';
import { ReadAloudButton } from '../../ui/read-aloud-button';
import { StateView } from '../../ui/state-view';
import { Unread } from '../../ui/unread';
import { NoticeRow } from './notice-row';
import { goToTarget } from './notice-target';
import './notices.css';

const title = '消息';
const mostRead = 5;

/** What the family was told, newest first. */
export function NoticesPage({ overlay }: { overlay?: ReactNode }) {
  const isSignedOut = useSession((session) => session.status === 'signedOut');
  const list = useNotices();
  const { notices, error, isFetching, refetch } = list;
  const write = useWrite();

  function open(told: Told): void {
    // Its page opens whether or not this is heard; the mark is set the next time then.
    if (!told.isRead) void write.run(() => markRead(told.id));
    goToTarget(told.target);
  }

  return (
    <PageShell
      title={title}
      overlay={overlay}
      onReachEnd={() => {
        if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
      }}
    >
      {isSignedOut ? (
        <View className="nc-card">
          <StateView picture={missingPatch('notices')} title="先登录一下" sentence="登录后看你家的消息。">
            <Button text="登录" onTap={() => requireSession(() => undefined)} />
            <Button kind="outline" text="先不登录" onTap={goBack} />
          </StateView>
        </View>
      ) : notices === null ? (
        <View className="nc-card">
          <Unread label="正在取消息" read={{ error, isFetching, refetch }} steps={{ back: goBack }} />
        </View>
      ) : (
        <>
          {list.keptAtMs !== null && (
            <OfflineNotice className="nt-offline" onReload={() => void refetch()}>
              下面是{keptAtText(list.keptAtMs)} 看到的。
            </OfflineNotice>
          )}
          {notices.length === 0 ? (
            <View className="nc-card">
              <StateView
                picture={missingPatch('notices')}
                title="没有新消息"
                sentence="预约有变化、申请有答复，都会在这里告诉你。"
              />
            </View>
          ) : (
            <>
              <View className="nc-row nc-between nc-wrap nc-gap-8">
                <ReadAloudButton
                  sentences={notices.slice(0, mostRead).map((told) => `${told.title}。${told.text}`)}
                />
                {list.unread > 0 && (
                  <LinkButton
                    icon="check"
                    text={write.isBusy ? '正在标' : `${list.unread} 条标为已读`}
                    isBusy={write.isBusy}
                    onTap={() => void write.run(() => markRead('all'))}
                  />
                )}
              </View>
              {write.error !== null && (
                <Notice tone="apricot" icon="warning" role="alert" className="nt-offline">
                  {errorLine(write.error)}
                </Notice>
              )}
              <View className="nc-card nt-list" role="list">
                {notices.map((told) => (
                  <NoticeRow key={told.id} of={told} onOpen={() => open(told)} />
                ))}
              </View>
              {list.hasNextPage ? (
                <MoreButton read={list} />
              ) : (
                <View className="nc-caption nc-centre nc-above-12">就这 {notices.length} 条</View>
              )}
            </>
          )}
        </>
      )}
    </PageShell>
  );
}
