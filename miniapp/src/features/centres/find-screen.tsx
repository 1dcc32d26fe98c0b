import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import type { Child } from '../../api/family';
import type { LatLng } from '../../platform/gcj02';
import { pickPlace } from '../../platform/location';
import { windowSize } from '../../platform/screen';
import { Button, LinkButton } from '../../ui/button';
import { useFontMode } from '../../ui/font-mode';
import { FontSheet } from '../../ui/font-size';
import { PageShell } from '../../ui/page-shell';
import { CentreMap } from './centre-map';
import type { FilterSheetName } from './filter-bar';
import { FilterSheets } from './filter-sheets';
import { FindContent } from './find-content';
import { FindSearch } from './find-search';
import { MapButtons, SearchHere, SheetHandle, type Stop } from './find-sheet-parts';
import { chooseCentre, choosePlace, findMe } from './find-state';
import { RecentChoice } from './recent-choice';
import { ReportSheet } from './report-sheet';
import { useFindScreen } from './use-find';
import './find.css';
import './find-filters.css';
import './find-list.css';

const smallestRadiusMetres = 500;

/** 找托育: who is near, fits and has a place. The map gives the place, the list the facts. */
export function FindScreen({ child, overlay }: { child: Child | null; overlay?: ReactNode }) {
  const find = useFindScreen(child);
  const isLarge = useFontMode((state) => state.mode === '150');
  const [stop, setStop] = useState<Stop>('list');
  const [sheet, setSheet] = useState<FilterSheetName | 'font' | 'report' | null>(null);
  const [moved, setMoved] = useState<{ middle: LatLng; radiusMetres: number } | null>(null);
  const [isPicking, setPicking] = useState(false);
  const [isSearching, setSearching] = useState(false);
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
            open={sheet === 'font' || sheet === 'report' ? null : sheet}
            place={place}
            box={find.box}
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
