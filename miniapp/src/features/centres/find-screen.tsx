import { ScrollView, View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import type { Child } from '../../api/family';
import { keptAtText } from '../../api/last-answers';
import { pickPlace } from '../../platform/location';
import { windowSize } from '../../platform/screen';
import { Button, LinkButton } from '../../ui/button';
import { useFontMode } from '../../ui/font-mode';
import { FontSheet } from '../../ui/font-size';
import { Notice } from '../../ui/notice';
import { PageShell } from '../../ui/page-shell';
import { ageWords } from '../../ui/words/civil-words';
import { radiusWords } from './card-words';
import { ChosenBar } from './chosen-bar';
import { FilterBar, type FilterSheetName } from './filter-bar';
import { FilterSheets } from './filter-sheets';
import { FindList } from './find-list';
import { FindMap } from './find-map';
import { FindSearch } from './find-search';
import { SheetHandle, type Stop } from './find-sheet-parts';
import { choosePlace, findMe, type Place, searchBox, useFind } from './find-state';
import { ChoosePlace, Empty, Failed, Loading } from './find-states';
import { MapControls, type MapLayer, SearchHere } from './map-controls';
import { boxText } from './map-geometry';
import { returnToPlace, stayHere, useMapView } from './map-view';
import { useChosen } from './use-chosen';
import { useFindScreen } from './use-find';
import './find.css';

/** 找托育: who is near, fits and has a place. The map gives the place, the list the facts. */
export function FindScreen(props: { child: Child | null; overlay?: ReactNode; layer?: MapLayer }) {
  const { child, overlay, layer } = props;
  const find = useFindScreen(child);
  const isLarge = useFontMode((state) => state.mode === '150');
  const [stop, setStop] = useState<Stop>('list');
  const [sheet, setSheet] = useState<FilterSheetName | 'font' | null>(null);
  const [isPicking, setPicking] = useState(false);
  const { place, filters, middle, region } = find;

  const chosen = useChosen(find.items, find.asked, middle, find.day);
  const { view, isMoved } = useMapView();
  const box = useFind((state) => state.box);
  const isElsewhere = isMoved && view !== null && (box === null || boxText(box) !== boxText(view.box));

  const searchHere = () => {
    if (view === null) return;
    if (isPicking) choosePlace({ ...view.middle, datum: 'wgs84' }, '地图上的地方');
    else searchBox(view.box);
    stayHere();
    setPicking(false);
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
        <View id="find-list" className="find-sheet" role="region" aria-label="列表" tabindex={-1}>
          {isPicking ? (
            <View className="find-picking">
              <View className="nc-strong nc-centre">拖动地图，把针放到要找的地方</View>
              <Button text="就从这里找" icon="pin" className="nc-above-8" onTap={searchHere} />
              <LinkButton text="不选了" onTap={() => setPicking(false)} />
            </View>
          ) : (
            <>
              <SheetHandle stop={stop} onStop={setStop} />
              {chosen.marker !== null && (
                <ChosenBar marker={chosen.marker} card={chosen.card} date={find.date} day={find.day} />
              )}
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
        {middle !== null && (
          <FindMap
            middle={middle}
            radiusMetres={filters.radiusMetres}
            own={find.own}
            asked={find.asked}
            items={find.items}
            day={find.day}
            chosen={chosen.marker}
            layer={layer}
            heightPx={Math.round(windowSize().height * (at === 'map' ? 0.86 : at === 'full' ? 0.2 : 0.44))}
            isPicking={isPicking}
          />
        )}
        <MapControls
          isDemo={find.isDemo}
          layer={layer}
          onFont={() => setSheet('font')}
          onLocate={() => void findMe().then(returnToPlace)}
        />
        {isElsewhere && !isPicking && place.kind !== 'refused' && <SearchHere onTap={searchHere} />}
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
