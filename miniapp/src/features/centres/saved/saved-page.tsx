import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { keptAtText } from '../../../api/last-answers';
import { type SavedCentre, useSavedCentres } from '../../../api/saved-centres';
import { requireSession, useSession } from '../../../api/session';
import { goTo, goToTab } from '../../../platform/navigate';
import { Button } from '../../../ui/button';
import { Dock } from '../../../ui/dock';
import { EmptyCard } from '../../../ui/empty-card';
import { Notice } from '../../../ui/notice';
import { PageShell } from '../../../ui/page-shell';
import { Unread } from '../../../ui/unread';
import { useCompared } from '../compare/compared';
import './saved.css';
import { SavedCard } from './saved-card';
import { SavingNotice } from './saving-notice';

const findNearby = () => goToTab('/pages/find/index');

/** 收藏: the centres kept in mind, each with what changed since. */
export function SavedPage({ overlay }: { overlay?: ReactNode }) {
  const status = useSession((session) => session.status);
  const read = useSavedCentres();
  const { saved, keptAtMs } = read;
  const compared = useCompared((state) => state.centres.length);
  const hasSome = saved !== null && saved.length > 0;
  const dock = (
    <View>
      <SavingNotice />
      {hasSome && compared > 0 && (
        <Dock>
          <Button
            className="nc-grow"
            icon="compare"
            text={compared === 1 ? '选了 1 家，再选一家对比' : `对比这 ${compared} 家`}
            isDisabled={compared === 1}
            onTap={() => goTo('/pages/centre/compare', {})}
          />
        </Dock>
      )}
    </View>
  );
  return (
    <PageShell
      title="收藏"
      isDemo={saved?.some(({ card }) => card.isDemo) ?? false}
      dock={dock}
      overlay={overlay}
    >
      {status === 'signedOut' ? (
        <EmptyCard seed="saved" title="登录后能看收藏" sentence="收藏跟着你家，换手机也在。">
          <Button text="登录" onTap={() => requireSession(() => undefined)} />
        </EmptyCard>
      ) : saved !== null ? (
        <>
          {keptAtMs !== null && (
            <Notice icon="offline" className="sv-offline">
              没有网络。下面是{keptAtText(keptAtMs)} 看到的。
            </Notice>
          )}
          {hasSome ? <SavedList saved={saved} isKept={keptAtMs !== null} /> : <NothingSaved />}
        </>
      ) : (
        <View className="nc-card">
          <Unread
            label="正在取收藏"
            read={read}
            steps={{ signIn: () => requireSession(() => void read.refetch()), home: findNearby }}
          />
        </View>
      )}
    </PageShell>
  );
}

function SavedList({ saved, isKept }: { saved: readonly SavedCentre[]; isKept: boolean }) {
  return (
    <View role="list" aria-label="收藏的机构">
      {saved.map((entry) => (
        <SavedCard key={entry.centreId} entry={entry} isKept={isKept} />
      ))}
    </View>
  );
}

function NothingSaved() {
  return (
    <EmptyCard seed="saved" title="收藏过的会在这里" sentence="回来看时，有变化会标出来。">
      <Button text="找附近的" onTap={findNearby} />
    </EmptyCard>
  );
}
