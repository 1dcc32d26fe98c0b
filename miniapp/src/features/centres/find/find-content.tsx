import { View } from '@tarojs/components';
import { useState } from 'react';
import type { Child } from '../../../api/family';
import { keptAtText } from '../../../api/last-answers';
import { LinkButton } from '../../../ui/button';
import { Notice } from '../../../ui/notice';
import { ScrollArea } from '../../../ui/scroll-area';
import { ageWords } from '../../../ui/words/civil-words';
import { CareNowBanner } from '../care-now/care-now-banner';
import { FilterBar, type FilterSheetName } from './filters/filter-bar';
import { FindList } from './find-list';
import type { Place } from './find-state';
import { ChoosePlace, Empty, Failed, Loading, WrongTown } from './find-states';
import type { useFindScreen } from './use-find';

type FindContentProps = {
  find: ReturnType<typeof useFindScreen>;
  child: Child | null;
  isLarge: boolean;
  onSheet: (sheet: FilterSheetName | 'report') => void;
  onPick: () => void;
};

/** What stands on the sheet: the question, the filters, and the list or what there is in place of it. */
export function FindContent({ find, child, isLarge, onSheet, onPick }: FindContentProps) {
  const { place, filters, found, kept, items, region } = find;
  const [seesKept, setSeesKept] = useState(false);
  if (place.kind === 'refused') {
    return (
      <ScrollArea className="find-pad find-pad-end">
        <ChoosePlace regions={find.regions} onPickOnMap={onPick} />
      </ScrollArea>
    );
  }
  const shownKept = kept ?? (seesKept && items.length === 0 ? found.kept : null);
  const shown = shownKept ? shownKept.answer.page.items : items;
  const seenAt = shownKept ? keptAtText(shownKept.keptAtMs) : null;
  const isLoading = place.kind === 'locating' || (found.isPending && find.error === null);
  const more = () => {
    if (found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage();
  };
  const showsList = shown.length > 0;
  const elsewhere = find.error?.code === 'place_unknown' ? find.far : null;
  return (
    <>
      {find.isUnreachable && (
        <Notice icon="offline" className="find-offline">
          <View className="nc-inline find-offline-word">没有网络</View>
          {seenAt === null ? '，连上网再找。' : `。下面是${seenAt} 看到的。`}
          <LinkButton text="重新连接" onTap={find.retry} />
        </Notice>
      )}
      <ScrollArea
        className="find-pad find-pad-end"
        into={find.chosenCentreId === null ? null : `centre-${find.chosenCentreId}`}
        onEnd={more}
      >
        {seenAt === null && filters.q === '' && find.error === null && find.far === null && (
          <CareNowBanner place={place} ageMonths={find.ageMonths} today={region?.today ?? null} />
        )}
        <View className="find-bar">
          <FilterBar
            filters={filters}
            whenText={find.whenText}
            ageMonths={find.ageMonths}
            hasChild={child !== null}
            placeText={placeText(place)}
            currency={region?.currency ?? 'CNY'}
            isLarge={isLarge}
            onOpen={onSheet}
          />
        </View>
        {showsList && (
          <FindList
            items={shown}
            total={find.total}
            hasMore={found.hasNextPage}
            isLoadingMore={found.isFetchingNextPage}
            hasMoreFailed={found.isFetchNextPageError}
            onMore={more}
            childName={filters.q === '' ? (child?.nickname ?? null) : null}
            whereText={find.whereText}
            sortText={find.sortText}
            onSort={() => onSheet('sort')}
            onReport={() => onSheet('report')}
            date={find.date}
            day={find.day}
            chosenId={find.chosenCentreId}
            isLarge={isLarge}
            seenAt={seenAt}
          />
        )}
        {!showsList && isLoading && (
          <Loading
            label={place.kind === 'locating' ? '正在找你的位置' : '正在找附近的托育'}
            onSeeKept={found.kept ? () => setSeesKept(true) : null}
            onChoosePlace={place.kind === 'locating' ? onPick : null}
          />
        )}
        {!showsList && !isLoading && elsewhere !== null && (
          <WrongTown far={elsewhere} regions={find.regions} onPickOnMap={onPick} />
        )}
        {!showsList && !isLoading && find.error !== null && elsewhere === null && (
          <Failed
            error={find.error}
            maxRadiusMetres={find.maxRadiusMetres}
            onRetry={find.retry}
            onPickOnMap={onPick}
          />
        )}
        {!showsList && !isLoading && find.error === null && (
          <Empty
            filters={filters}
            dayText={find.day}
            childText={childText(child, find.ageMonths)}
            whereText={find.whereText}
            far={find.far}
            nearestBeyondMetres={found.first?.nearestBeyondMetres ?? null}
            maxRadiusMetres={region?.maxRadiusMetres ?? filters.radiusMetres}
            regions={find.regions}
            onPickOnMap={onPick}
          />
        )}
      </ScrollArea>
    </>
  );
}

function placeText(place: Place): string {
  return 'name' in place ? place.name : '我的位置';
}

function childText(child: Child | null, ageMonths: number | null): string | null {
  if (child) return `${child.nickname}，${ageWords(child.ageMonths)}`;
  return ageMonths === null ? null : ageWords(ageMonths);
}
