import { View } from '@tarojs/components';
import { describeError } from '../../api/error-messages';
import { type ApiError, ApiError as ApiFailure } from '../../api/problem';
import type { Region } from '../../api/regions';
import { Button, LinkButton } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { missingPatch, openSeam, stitchedPin } from '../../ui/pictures/state-pictures';
import { Refusal } from '../../ui/refusal';
import { Skeleton } from '../../ui/skeleton';
import { StateView } from '../../ui/state-view';
import { useAfter } from '../../ui/use-after';
import { distanceWords, radiusWords } from './card-words';
import { type Filters, setFilters } from './find-state';
import { PlaceChoice } from './place-choice';

/** No location: a place on the map or a district does as well. */
export function ChoosePlace(props: { regions: readonly Region[]; onPickOnMap: () => void }) {
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
  nearestBeyondMetres: number | null;
  maxRadiusMetres: number;
  regions: readonly Region[];
  onPickOnMap: () => void;
};

/** Nothing found: what was asked, and one change after the other that may help. */
export function Empty(props: EmptyProps) {
  const { filters, dayText, childText, nearestBeyondMetres, maxRadiusMetres } = props;
  const reach = radiusWords(filters.radiusMetres);
  const title =
    filters.q !== ''
      ? `没有叫“${filters.q}”的`
      : filters.hasVacancy
        ? `${reach}内${dayText}没有余位`
        : `${reach}内没有找到`;
  const asked = [childText, dayText].filter(Boolean).join('，');
  const wider =
    nearestBeyondMetres === null
      ? null
      : Math.min(maxRadiusMetres, Math.ceil((nearestBeyondMetres + 1) / 1000) * 1000);
  const canWiden = wider !== null && wider > filters.radiusMetres;
  return (
    <StateView
      picture={missingPatch()}
      title={title}
      sentence={filters.q === '' ? `${asked}。改一样就可能有。` : '换个写法，或试试地址。'}
    >
      {canWiden && (
        <Button text={`看 ${wider / 1000} 公里内`} onTap={() => setFilters({ radiusMetres: wider })} />
      )}
      {filters.q !== '' && (
        <Button kind={canWiden ? 'soft' : 'solid'} text="不按名字找" onTap={() => setFilters({ q: '' })} />
      )}
      {filters.hasVacancy && (
        <Button kind="soft" isSmall text="没余位的也看看" onTap={() => setFilters({ hasVacancy: false })} />
      )}
      {filters.inclusive && (
        <Button kind="soft" isSmall text="不限普惠" onTap={() => setFilters({ inclusive: false })} />
      )}
      {filters.mode !== null && (
        <Button kind="soft" isSmall text="不限服务" onTap={() => setFilters({ mode: null })} />
      )}
      {nearestBeyondMetres !== null && !canWiden && (
        <View className="nc-small nc-centre">最近的一家在 {distanceWords(nearestBeyondMetres)}外。</View>
      )}
      {nearestBeyondMetres === null && filters.q === '' && (
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
