import { useInfiniteQuery } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { type Desk, deskKey } from '../../api/desk';
import { LinkButton } from '../../ui/button';
import { Dock } from '../../ui/dock';
import { PageShell } from '../../ui/page-shell';
import { missingPatch } from '../../ui/pictures/state-pictures';
import { Segmented } from '../../ui/segmented';
import { StateView } from '../../ui/state-view';
import { Tag } from '../../ui/tag';
import { Unread } from '../../ui/unread';
import { askDesk, useInbox } from './ask-desk';
import { CloseDesk } from './close-desk';
import { ageOf } from './desk-words';
import { InboxTab } from './inbox-tab';

type Tab = 'inbox' | 'centres';

/** 工作台 of a district: what waits for an answer, and how fresh the centres' own figures are. */
export function OfficerDesk(props: { open: NonNullable<Desk['open']>; name: string; overlay?: ReactNode }) {
  const [tab, setTab] = useState<Tab>('inbox');
  const waiting = useInbox().data?.items.length ?? 0;
  return (
    <PageShell
      title={`${props.name} 工作台`}
      overlay={props.overlay}
      dock={
        <Dock>
          <View className="nc-small dk-promise">你看过哪个孩子、什么时候看的，家长都能看到。</View>
        </Dock>
      }
    >
      <Segmented<Tab>
        label="工作台的部分"
        value={tab}
        options={[
          { value: 'inbox', text: waiting === 0 ? '待回复' : `待回复 ${waiting}` },
          { value: 'centres', text: '机构' },
        ]}
        onChange={setTab}
      />
      <View className="dk-gap">{tab === 'inbox' ? <InboxTab /> : <CentresTab />}</View>
      <CloseDesk openUntil={props.open.openUntil} />
    </PageShell>
  );
}

const filingWords = {
  filed: { word: '已备案', tint: 'green' },
  suspended: { word: '暂停', tint: 'apricot' },
  cancelled: { word: '已注销', tint: 'plain' },
  unfiled: { word: '未备案', tint: 'plum' },
} as const;

function CentresTab() {
  const query = useInfiniteQuery({
    queryKey: [...deskKey, 'centres'],
    queryFn: ({ pageParam }) =>
      askDesk('deskListCentres', { query: pageParam === null ? {} : { cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const { data, error, isFetching, refetch } = query;
  if (data === undefined) {
    return (
      <View className="nc-card">
        <Unread label="正在取机构" read={{ error, isFetching, refetch }} />
      </View>
    );
  }
  const centres = data.pages.flatMap(({ items }) => items);
  if (centres.length === 0) {
    return (
      <View className="nc-card">
        <StateView picture={missingPatch('centres')} title="这里还没有机构" />
      </View>
    );
  }
  return (
    <View className="nc-card dk-list">
      <View role="list">
        {centres.map(({ id, name, filingStatus, places, told }) => {
          const { word, tint } = filingWords[filingStatus];
          return (
            <View key={id} className="dk-row" role="listitem">
              <View className="nc-grow">
                <View className="nc-strong">{name}</View>
                <View className="nc-caption">
                  {places} 个托位，{told === null ? '从没报过余位' : `${ageOf(told.asOf)}报余 ${told.places}`}
                </View>
              </View>
              <Tag text={word} tone={tint} />
            </View>
          );
        })}
      </View>
      {query.hasNextPage && (
        <LinkButton
          text={query.isFetchingNextPage ? '还在取' : '再看一些'}
          isBusy={query.isFetchingNextPage}
          onTap={() => void query.fetchNextPage()}
        />
      )}
    </View>
  );
}
