import { ScrollView, View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import type { Child } from '../../api/family';
import { keptAtText } from '../../api/last-answers';
import type { LatLng } from '../../platform/gcj02';
import { pickPlace } from '../../platform/location';
import { windowSize } from '../../platform/screen';
import { Button, LinkButton } from '../../ui/button';
import { useFontMode } from '../../ui/font-mode';
import { FontSheet } from '../../ui/font-size';
import { Notice } from '../../ui/notice';
import { PageShell } from '../../ui/page-shell';
import { ageWords } from '../../ui/words/civil-words';
import { radiusWords } from './card-words';
import { CentreMap } from './centre-map';
import { FilterBar, type FilterSheetName } from './filter-bar';
import { FilterSheets } from './filter-sheets';
import { FindList } from './find-list';
import { FindSearch } from './find-search';
import { MapButtons, SearchHere, SheetHandle, type Stop } from './find-sheet-parts';
import { chooseCentre, choosePlace, findMe, type Place } from './find-state';
import { ChoosePlace, Empty, Failed, Loading } from './find-states';
import { useFindScreen } from './use-find';
import './find.css';

const smallestRadiusMetres = 500;

/** 找托育: who is near, fits and has a place. The map gives the place, the list the facts. */
export function FindScreen({ child, overlay }: { child: Child | null; overlay?: ReactNode }) {
  const find = useFindScreen(child);
  const isLarge = useFontMode((state) => state.mode === '150');
  const [stop, setStop] = useState<Stop>('list');
  const [sheet, setSheet] = useState<FilterSheetName | 'font' | null>(null);
  const [moved, setMoved] = useState<{ middle: LatLng; radiusMetres: number } | null>(null);
  const [isPicking, setPicking] = useState(false);
  const { place, filters, middle, region } = find;

  const lookHere = () => {
    const from = moved ?? (middle ? { middle, radiusMetres: filters.radiusMetres } : null);
    if (from === null) return;
    const radius = Math.max(smallestRadiusMetres, Math.min(find.maxRadiusMetres, from.radiusMetres));
    choosePlace({ ...from.middle, datum: 'wgs84' }, '地图上的地方', isPicking ? undefined : radius);
    setMoved(null);
    setPicking(false);
    setStop('list');
  };
  const pick = async () => {
    const answer = await pickPlace();
    if (answer.kind === 'picked') choosePlace(answer.position, answer.name);
    if (answer.kind === 'unsupported') setPicking(true);
  };
  const at = isPicking ? 'map' : stop;

  return (
    <PageShell
      title="找托育"
      tab="find"
      layout="bare"
      overlay={
        <>
          <FilterSheets
            open={sheet === 'font' ? null : sheet}
            filters={filters}
            day={find.date}
            region={region}
            ageMonths={find.ageMonths}
            hasChild={child !== null}
            placeText={placeText(place)}
            regions={find.regions}
            onPickOnMap={() => void pick()}
            found={find.nearby.hasNextPage || !find.nearby.isSuccess ? null : find.items.length}
            onOpen={setSheet}
            onClose={() => setSheet(null)}
          />
          <FontSheet isOpen={sheet === 'font'} onClose={() => setSheet(null)} />
          {overlay}
        </>
      }
    >
      <View className={`find find-at-${at} ${isLarge ? 'find-large' : ''}`}>
        <View className="nc-heard" role="heading" aria-level="1">
          找托育
        </View>
        {!isPicking && <FindSearch q={filters.q} isLarge={isLarge} />}
        <View className="find-sheet" role="region" aria-label="列表">
          {isPicking ? (
            <View className="find-picking">
              <View className="nc-strong nc-centre">拖动地图，把针放到要找的地方</View>
              <Button text="就从这里找" icon="pin" className="nc-above-8" onTap={lookHere} />
              <LinkButton text="不选了" onTap={() => setPicking(false)} />
            </View>
          ) : (
            <>
              <SheetHandle stop={stop} onStop={setStop} />
              <Content
                find={find}
                child={child}
                isLarge={isLarge}
                onSheet={setSheet}
                onPick={() => void pick()}
              />
            </>
          )}
        </View>
        <View className="find-map">
          {middle !== null && (
            <CentreMap
              middle={middle}
              radiusMetres={filters.radiusMetres}
              own={find.own}
              centres={find.centres}
              chosenId={find.chosenCentreId}
              heightPx={Math.round(windowSize().height * (at === 'map' ? 0.86 : at === 'full' ? 0.2 : 0.44))}
              label={`地图，${find.items.length} 家，列表里有同样的内容`}
              onChoose={(id) => {
                chooseCentre(id);
                setStop('list');
              }}
              onMove={(next, radiusMetres) => setMoved({ middle: next, radiusMetres })}
            />
          )}
          {isPicking && <View className="find-pick-pin" aria-hidden="true" />}
        </View>
        <MapButtons
          isDemo={find.isDemo}
          hasTiles={BUILD.mapTileUrl !== ''}
          onFont={() => setSheet('font')}
          onLocate={() => {
            setMoved(null);
            void findMe();
          }}
        />
        {moved !== null && !isPicking && place.kind !== 'refused' && <SearchHere onTap={lookHere} />}
      </View>
    </PageShell>
  );
}

type ContentProps = {
  find: ReturnType<typeof useFindScreen>;
  child: Child | null;
  isLarge: boolean;
  onSheet: (sheet: FilterSheetName) => void;
  onPick: () => void;
};

function Content({ find, child, isLarge, onSheet, onPick }: ContentProps) {
  const { place, filters, nearby, kept, items, region } = find;
  const [seesKept, setSeesKept] = useState(false);
  if (place.kind === 'refused') {
    return (
      <Scroll>
        <ChoosePlace regions={find.regions} onPickOnMap={onPick} />
      </Scroll>
    );
  }
  const shownKept = kept ?? (seesKept && items.length === 0 ? nearby.kept : null);
  const shown = shownKept ? shownKept.answer.page.items : items;
  const seenAt = shownKept ? keptAtText(shownKept.keptAtMs) : null;
  const isLoading = place.kind === 'locating' || (nearby.isPending && find.error === null);
  const more = () => {
    if (nearby.hasNextPage && !nearby.isFetchingNextPage) void nearby.fetchNextPage();
  };
  const showsList = shown.length > 0;
  return (
    <>
      {find.isUnreachable && (
        <Notice icon="offline" className="find-offline">
          <View className="nc-inline find-offline-word">没有网络</View>
          {seenAt === null ? '，连上网再找。' : `。下面是${seenAt} 看到的。`}
          <LinkButton text="重新连接" onTap={find.retry} />
        </Notice>
      )}
      <View className="find-pad">
        <FilterBar
          filters={filters}
          dayText={find.dayText}
          ageMonths={find.ageMonths}
          hasChild={child !== null}
          placeText={placeText(place)}
          isLarge={isLarge}
          onOpen={onSheet}
        />
      </View>
      <Scroll onEnd={more} into={find.chosenCentreId}>
        {showsList && (
          <FindList
            items={shown}
            hasMore={nearby.hasNextPage}
            isLoadingMore={nearby.isFetchingNextPage}
            hasMoreFailed={nearby.isFetchNextPageError}
            onMore={more}
            childName={child?.nickname ?? null}
            radiusText={radiusWords(filters.radiusMetres)}
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
            onSeeKept={nearby.kept ? () => setSeesKept(true) : null}
            onChoosePlace={place.kind === 'locating' ? onPick : null}
          />
        )}
        {!showsList && !isLoading && find.error !== null && (
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
            nearestBeyondMetres={nearby.first?.nearestBeyondMetres ?? null}
            maxRadiusMetres={region?.maxRadiusMetres ?? filters.radiusMetres}
            regions={find.regions}
            onPickOnMap={onPick}
          />
        )}
      </Scroll>
    </>
  );
}

function placeText(place: Place): string {
  return place.kind === 'chosen' ? place.name : '我的位置';
}

function childText(child: Child | null, ageMonths: number | null): string | null {
  if (child) return `${child.nickname}，${ageWords(child.ageMonths)}`;
  return ageMonths === null ? null : ageWords(ageMonths);
}

function Scroll(props: { children: ReactNode; onEnd?: () => void; into?: string | null }) {
  return (
    <ScrollView
      scrollY
      enhanced
      showScrollbar={false}
      className="nc-scroll"
      lowerThreshold={300}
      scrollIntoView={props.into ? `centre-${props.into}` : ''}
      onScrollToLower={() => props.onEnd?.()}
    >
      <View className="find-pad find-pad-end">{props.children}</View>
    </ScrollView>
  );
}
