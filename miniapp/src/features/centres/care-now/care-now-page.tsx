import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import type { Child } from '../../../api/family';
import { keptAtText } from '../../../api/last-answers';
import { asApiError } from '../../../api/problem';
import { regionAt, useRegions } from '../../../api/regions';
import { goToTab } from '../../../platform/navigate';
import { useIsPageShown } from '../../../platform/page';
import { LinkButton } from '../../../ui/button';
import { Notice } from '../../../ui/notice';
import { PageShell } from '../../../ui/page-shell';
import { Segmented } from '../../../ui/segmented';
import { useAskedAge } from '../centre-page/asked-age';
import { defaultRadiusMetres, findMe, useFind } from '../find/find-state';
import { ChoosePlace, Failed, Loading } from '../find/find-states';
import { usualHours } from './care-now-banner';
import { CareNowList } from './care-now-list';
import { useCareNow } from './use-care-now';
import './care-now.css';

const hourOptions = (['1', '2', '3', '4'] as const).map((value) => ({ value, text: `${value} 小时` }));

/** 今天谁能帮我带两小时: filed centres with a place from now on, until when, for how much, and their number. */
export function CareNowPage({ child }: { child: Child | null }) {
  const place = useFind((state) => state.place);
  const askedAge = useAskedAge((state) => state.ageMonths);
  const isShown = useIsPageShown();
  const { regions } = useRegions();
  const [hours, setHours] = useState(usualHours);
  const [radiusMetres, setRadius] = useState(defaultRadiusMetres);
  const ageMonths = child?.ageMonths ?? askedAge;
  const { answer, kept, error, isPending, refetch } = useCareNow(
    place,
    { ageMonths, hours, radiusMetres },
    isShown,
  );
  useEffect(() => {
    if (useFind.getState().place.kind === 'locating') void findMe();
  }, []);

  const isOffline = error !== null && asApiError(error).code === 'network_unreachable';
  const shown = answer ?? (isOffline ? (kept?.answer ?? null) : null);
  const seenAt = answer === null && shown !== null && kept !== null ? keptAtText(kept.keptAtMs) : null;
  const region = 'position' in place ? regionAt(regions, place.position) : undefined;
  const [first = shown?.earliest] = shown?.items ?? [];
  const isDemo = first?.card.isDemo ?? region?.isDemo ?? false;
  return (
    <PageShell title="今天谁能帮我带两小时？" isDemo={isDemo}>
      {isOffline && (
        <Notice icon="offline">
          没有网络{seenAt === null ? '，连上网再找。' : `。下面是${seenAt} 看到的，可以打电话问。`}
          <LinkButton text="重新连接" onTap={() => void refetch()} />
        </Notice>
      )}
      <Segmented
        label="带几个小时"
        value={String(hours) as '2'}
        options={hourOptions}
        onChange={(value) => setHours(Number(value))}
      />
      <View className="nc-small nc-above-8">{forWhom(child?.nickname ?? null, ageMonths)}</View>
      {place.kind === 'refused' && <ChoosePlace regions={regions} onPickOnMap={null} />}
      {shown !== null && (
        <CareNowList
          answer={shown}
          today={region?.today ?? null}
          hours={hours}
          radiusMetres={radiusMetres}
          seenAt={seenAt}
          onWiden={setRadius}
        />
      )}
      {shown === null && place.kind !== 'refused' && error === null && isPending && (
        <Loading
          label={place.kind === 'locating' ? '正在找你的位置' : '正在问附近谁有空'}
          onSeeKept={null}
          onChoosePlace={null}
        />
      )}
      {shown === null && error !== null && !isOffline && (
        <Failed
          error={asApiError(error)}
          maxRadiusMetres={region?.maxRadiusMetres ?? radiusMetres}
          onRetry={() => void refetch()}
          onPickOnMap={() => goToTab('/pages/find/index')}
        />
      )}
    </PageShell>
  );
}

function forWhom(nickname: string | null, ageMonths: number | null): string {
  if (ageMonths === null) return '还没选月龄，先把能带孩子的都列出来。';
  return `按${nickname ?? ''} ${ageMonths} 个月找的。`;
}
