import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import type { Child } from '../../../api/family';
import { pickPlace } from '../../../platform/location';
import { windowSize } from '../../../platform/screen';
import { Button, LinkButton } from '../../../ui/button';
import { useFontMode } from '../../../ui/font-mode';
import { FontSheet } from '../../../ui/font-size';
import { PageShell } from '../../../ui/page-shell';
import { FindMap } from '../map/find-map';
import { MapControls, type MapLayer, SearchHere } from '../map/map-controls';
import { boxText } from '../map/map-geometry';
import { returnToPlace, stayHere, useMapView } from '../map/map-view';
import { ChosenBar } from './chosen-bar';
import type { FilterSheetName } from './filters/filter-bar';
import { FilterSheets } from './filters/filter-sheets';
import { FindContent } from './find-content';
import { FindSearch } from './find-search';
import { SheetHandle, type Stop } from './find-sheet-parts';
import { choosePlace, findMe, searchBox } from './find-state';
import { RecentChoice } from './recent-choice';
import { ReportSheet } from './report-sheet';
import { useChosen } from './use-chosen';
import { useFindScreen } from './use-find';
import './find.css';
import './filters/filters.css';
import './find-list.css';

/** 找托育: who is near, fits and has a place. The map gives the place, the list the facts. */
export function FindScreen(props: { child: Child | null; overlay?: ReactNode; layer?: MapLayer }) {
  const { child, overlay, layer } = props;
  const find = useFindScreen(child);
  const isLarge = useFontMode((state) => state.mode === '150');
  const [stop, setStop] = useState<Stop>('list');
  const [sheet, setSheet] = useState<FilterSheetName | 'font' | 'report' | null>(null);
  const [isPicking, setPicking] = useState(false);
  const [isSearching, setSearching] = useState(false);
  const { place, box, filters, middle, region } = find;

  const hasDistances = place.kind === 'here' || place.kind === 'chosen';
  const chosen = useChosen(find.items, find.asked, hasDistances ? middle : null, find.day);
  const { view, isMoved } = useMapView();
  const isAsked = view !== null && box !== null && boxText(box) === boxText(view.box);
  // Words are looked for everywhere, so there is no piece of the map to choose.
  const canSearchHere = isMoved && !isAsked && !isPicking && filters.q === '' && place.kind !== 'refused';

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
            open={sheet === 'font' || sheet === 'report' ? null : sheet}
            place={place}
            box={box}
            filters={filters}
            day={find.date}
            region={region}
            ageMonths={find.ageMonths}
            child={child}
            regions={find.regions}
            onPickOnMap={() => void pick()}
            onClose={() => setSheet(null)}
          />
          <ReportSheet isOpen={sheet === 'report'} regionCode={region?.code} onClose={() => setSheet(null)} />
          <FontSheet isOpen={sheet === 'font'} onClose={() => setSheet(null)} />
          {overlay}
        </>
      }
    >
      <View className={`find find-at-${at} ${isLarge ? 'find-large' : ''}`}>
        <View className="nc-heard" role="heading" aria-level="1">
          找托育
        </View>
        {!isPicking && <FindSearch q={filters.q} isLarge={isLarge} onEnter={() => setSearching(true)} />}
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
              {isSearching && filters.q === '' && (
                <View className="find-pad">
                  <RecentChoice onDone={() => setSearching(false)} />
                </View>
              )}
              <FindContent
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
        {canSearchHere && <SearchHere onTap={searchHere} />}
      </View>
    </PageShell>
  );
}
