import { View } from '@tarojs/components';
import { describeError } from '../../../api/error-messages';
import { type ApiError, ApiError as ApiFailure } from '../../../api/problem';
import type { Region } from '../../../api/regions';
import { Button, LinkButton } from '../../../ui/button';
import { Notice } from '../../../ui/notice';
import { missingPatch, openSeam, stitchedPin } from '../../../ui/pictures/state-pictures';
import { Refusal } from '../../../ui/refusal';
import { Skeleton } from '../../../ui/skeleton';
import { StateView } from '../../../ui/state-view';
import { useAfter } from '../../../ui/use-after';
import { distanceWords } from '../card-words';
import type { NearestDistrict } from './far-away';
import { filterCount } from './filters/filter-words';
import { DistrictChoice, PlaceChoice } from './filters/place-choice';
import { chooseDistrict, cleared, type Filters, setFilters } from './find-state';

/** No location: a place on the map or a district does as well. */
export function ChoosePlace(props: { regions: readonly Region[]; onPickOnMap: (() => void) | null }) {
  const { title, sentence } = describeError(new ApiFailure({ code: 'location_refused' }));
  return (
    <StateView picture={stitchedPin()} title={title} sentence={sentence}>
      <PlaceChoice {...props} onDone={() => undefined} />
    </StateView>
  );
}

/** Grey lines after 200 ms, words after 3 s, and a way to what was seen last. */
export function Loading(props: {
  label: string;
  onSeeKept: (() => void) | null;
  onChoosePlace: (() => void) | null;
}) {
  const isSlow = useAfter(3000);
  return (
    <View>
      <Skeleton label={props.label} />
      {isSlow && (
        <Notice tone="indigo" icon="clock" className="nc-above-8">
          网有点慢，还在找。
          {props.onSeeKept !== null && <LinkButton text="先看上次的结果" onTap={props.onSeeKept} />}
          {props.onChoosePlace !== null && <LinkButton text="自己选个地方" onTap={props.onChoosePlace} />}
        </Notice>
      )}
    </View>
  );
}

type EmptyProps = {
  filters: Filters;
  dayText: string;
  childText: string | null;
  /** `3 公里内`, `桥西街道`. */
  whereText: string;
  /** Set when the place is so far from every register that no search reaches one. */
  far: NearestDistrict | null;
  /** Where the nearest one is that fits, if there is one. */
  nearestBeyondMetres: number | null;
  maxRadiusMetres: number;
  regions: readonly Region[];
  onPickOnMap: () => void;
};

/** Nothing found: what was asked, and one change after the other that may help. */
export function Empty(props: EmptyProps) {
  if (props.filters.q !== '') return <NoSuchName q={props.filters.q} />;
  return props.far === null ? <NothingFits {...props} /> : <WrongTown {...props} far={props.far} />;
}

function NoSuchName({ q }: { q: string }) {
  return (
    <StateView picture={missingPatch()} title={`没有叫“${q}”的`} sentence="试试地址或拼音">
      <Button text="看附近的" onTap={() => setFilters({ q: '' })} />
    </StateView>
  );
}

/** Far from every register: says so, and goes to where the nearest one is. */
export function WrongTown(props: Pick<EmptyProps, 'regions' | 'onPickOnMap'> & { far: NearestDistrict }) {
  const { district, region, metres } = props.far;
  return (
    <StateView
      picture={stitchedPin()}
      title="这里还没有登记的机构"
      sentence={`最近的在${region.name}${district.name}，约 ${distanceWords(metres)}。`}
    >
      <Button text={`看${district.name}的 ${district.centres} 家`} onTap={() => chooseDistrict(district)} />
      <View className="nc-strong nc-centre nc-above-8">别的地方</View>
      <DistrictChoice regions={props.regions} onDone={() => undefined} />
      <LinkButton text="在地图上选地方" onTap={props.onPickOnMap} />
    </StateView>
  );
}

function NothingFits(props: EmptyProps) {
  const { filters, dayText, childText, whereText, nearestBeyondMetres, maxRadiusMetres } = props;
  const asked = [childText, dayText].filter(Boolean).join('，');
  const wider =
    nearestBeyondMetres === null
      ? null
      : Math.min(maxRadiusMetres, Math.ceil((nearestBeyondMetres + 1) / 1000) * 1000);
  const canWiden = wider !== null && wider > filters.radiusMetres;
  const isFiltered = filterCount(filters, null) > 0;
  return (
    <StateView
      picture={missingPatch()}
      title={filters.hasVacancy ? `${whereText}${dayText}没有余位` : `${whereText}没有找到`}
      sentence={`${asked}。改一样就可能有。`}
    >
      {canWiden && (
        <Button text={`看 ${wider / 1000} 公里内`} onTap={() => setFilters({ radiusMetres: wider })} />
      )}
      {filters.hasVacancy && (
        <Button kind="soft" isSmall text="没余位的也看看" onTap={() => setFilters({ hasVacancy: false })} />
      )}
      {filters.mode !== null && (
        <Button kind="soft" isSmall text="不限服务" onTap={() => setFilters({ mode: null })} />
      )}
      {isFiltered && (
        <Button kind="soft" isSmall text="清空筛选" onTap={() => setFilters(cleared(filters))} />
      )}
      {nearestBeyondMetres !== null && !canWiden && (
        <View className="nc-small nc-centre">最近的一家在 {distanceWords(nearestBeyondMetres)}外。</View>
      )}
      {nearestBeyondMetres === null && (
        <>
          <View className="nc-strong nc-centre nc-above-8">换个地方找</View>
          <PlaceChoice regions={props.regions} onPickOnMap={props.onPickOnMap} onDone={() => undefined} />
        </>
      )}
    </StateView>
  );
}

export function Failed(props: {
  error: ApiError;
  maxRadiusMetres: number;
  onRetry: () => void;
  onPickOnMap: () => void;
}) {
  const { error, onRetry, onPickOnMap } = props;
  const [wrong] = error.errors;
  if (error.code === 'input_invalid' && wrong !== undefined) {
    return (
      <StateView picture={missingPatch()} role="alert" title="这样找不了" sentence={`${wrong.message}。`}>
        <Button text="换回原来的排法" onTap={() => setFilters({ sort: null })} />
      </StateView>
    );
  }
  const isFound = error.code === 'server_error';
  const message = describeError(error, { n: Math.round(props.maxRadiusMetres / 1000) });
  return (
    <Refusal
      role="alert"
      picture={openSeam()}
      title={isFound ? '没取到，是我们这边的问题' : message.title}
      sentence={message.sentence}
      actions={message.actions.length > 0 ? message.actions : [{ step: 'retry', label: '再试一次' }]}
      steps={{
        retry: onRetry,
        dismiss: onRetry,
        edit: onRetry,
        home: onRetry,
        pickOnMap: onPickOnMap,
        widen: () => setFilters({ radiusMetres: props.maxRadiusMetres }),
      }}
    />
  );
}
