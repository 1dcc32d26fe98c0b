import { groupFor } from '@nearcare/shared/rules/age';
import { weekdayOf } from '@nearcare/shared/rules/civil-date';
import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { type CareFor, type CentreDetail, useAvailability, useCentre } from '../../../api/centre';
import { describeError } from '../../../api/error-messages';
import type { Child } from '../../../api/family';
import { keptAtText } from '../../../api/last-answers';
import { type ApiError, asApiError } from '../../../api/problem';
import { describeReadFailure } from '../../../api/read-failure';
import { openInMapApp } from '../../../platform/map-app';
import { callPhone } from '../../../platform/phone-call';
import { Button } from '../../../ui/button';
import { Dock } from '../../../ui/dock';
import { Notice } from '../../../ui/notice';
import { PageShell } from '../../../ui/page-shell';
import { openSeam } from '../../../ui/pictures/state-pictures';
import { Refusal } from '../../../ui/refusal';
import { Skeleton } from '../../../ui/skeleton';
import { ageWords } from '../../../ui/words/civil-words';
import { AgeSheet } from './age-sheet';
import { askAge, useAskedAge } from './asked-age';
import { bookingWay } from './booking-way';
import { type Fit, fitOf, hasDayPrice, hoursOn } from './centre-facts';
import './centre-page.css';
import { FilingCard } from './filing-card';
import { HeadCard } from './head-card';
import { PlacesCard } from './places-card';
import { PriceCard, PriceListCard } from './price-cards';
import { QualityCard } from './quality-card';
import { DisclosureCard, GroupsCard, SafetyCard } from './record-cards';
import { StaffCard } from './staff-card';

type CentrePageProps = {
  centreId: string;
  child: Child | null;
  /** Sheets over this page: sign-in, add a child. */
  overlay?: ReactNode;
  /** Why the way to booking stopped, such as no network while looking for the child. */
  error: ApiError | null;
  /** A day when one was tapped. */
  onBook: (date: string | null) => void;
  onSeeNearby: () => void;
};

/** One centre: may I trust it, is there room, what does it cost, are there enough hands. */
export function CentrePage(props: CentrePageProps) {
  const { centre, keptAtMs, error, isFetching, refetch } = useCentre(props.centreId);
  if (centre !== null) {
    return <CentreContent {...props} centre={centre} keptAtMs={keptAtMs} onReload={() => void refetch()} />;
  }
  return (
    <PageShell title="机构详情" overlay={props.overlay}>
      {error !== null && !isFetching ? (
        <View className="nc-card">
          <Refusal
            picture={openSeam()}
            {...describeReadFailure(asApiError(error))}
            steps={{ retry: () => void refetch(), home: props.onSeeNearby }}
          />
        </View>
      ) : (
        <Skeleton label="正在打开机构页" rows={5} />
      )}
    </PageShell>
  );
}

function fitOfAge(centre: CentreDetail, ageMonths: number): Fit {
  const group = groupFor(centre.groups, ageMonths);
  return group ? { kind: 'fits', group } : { kind: 'noGroups' };
}

type ContentProps = CentrePageProps & { centre: CentreDetail; keptAtMs: number | null; onReload: () => void };

function CentreContent({ centre, child, keptAtMs, onReload, ...props }: ContentProps) {
  const { card } = centre;
  const { today } = centre.region;
  const [isAgeSheetOpen, setAgeSheetOpen] = useState(false);
  const askedAge = useAskedAge((state) => state.ageMonths);
  const careFor: CareFor | null = child
    ? { childId: child.id }
    : askedAge === null
      ? null
      : { ageMonths: askedAge };
  const isFiled = centre.filing.status === 'filed';
  const places = useAvailability(isFiled ? centre.card.id : '', careFor, today, 28);
  const days = places.data?.days ?? null;
  const fit = child
    ? fitOf(centre, child.birthOn, today)
    : askedAge === null
      ? null
      : fitOfAge(centre, askedAge);
  const group = fit?.kind === 'fits' ? fit.group : null;
  const nickname = child?.nickname ?? '孩子';
  const whose = child?.nickname ?? (askedAge === null ? null : ageWords(askedAge));
  const way = bookingWay({ centre, fit, nickname, days });

  const openToday = days?.find((day) => day.date === today);
  const isShutToday = openToday?.state === 'closed' || openToday?.state === 'holiday';
  const hoursToday = isShutToday ? null : hoursOn(centre, weekdayOf(today));

  const dock = (
    <View>
      {way.kind === 'none' && way.reason !== null && (
        <View className="nc-small cp-dock-reason" role="status">
          {way.reason}
        </View>
      )}
      {props.error !== null && (
        <View className="nc-small cp-dock-reason" role="alert">
          {describeError(props.error).title}，再按一次。
        </View>
      )}
      <Dock>
        {card.phone !== null && (
          <Button
            kind="outline"
            icon="phone"
            text="电话"
            label={`打电话给${card.name}`}
            onTap={() => callPhone(card.phone ?? '')}
          />
        )}
        {way.kind === 'book' ? (
          <Button className="nc-grow" text={`给${nickname}约时间`} onTap={() => props.onBook(null)} />
        ) : (
          <Button className="nc-grow" text="看附近" onTap={props.onSeeNearby} />
        )}
      </Dock>
    </View>
  );

  return (
    <PageShell
      title="机构详情"
      isDemo={card.isDemo}
      dock={dock}
      overlay={
        <>
          <AgeSheet
            isOpen={isAgeSheetOpen}
            ageMonths={askedAge}
            onClose={() => setAgeSheetOpen(false)}
            onChoose={(months) => {
              askAge(months);
              setAgeSheetOpen(false);
            }}
          />
          {props.overlay}
        </>
      }
    >
      <HeadCard
        centre={centre}
        todayWords={hoursToday === null ? '今天休息' : `今天 ${hoursToday}`}
        onNavigate={() => openInMapApp({ name: card.name, address: card.address, point: card.point })}
      />
      {keptAtMs !== null && (
        <View className="cp-section">
          <Notice icon="offline">没有网络。下面是{keptAtText(keptAtMs)} 看到的。</Notice>
          <Button
            className="nc-above-8"
            kind="outline"
            isSmall
            icon="refresh"
            text="重新连接"
            onTap={onReload}
          />
        </View>
      )}
      <FilingCard centre={centre} />
      {isFiled && (
        <PlacesCard
          title={whose === null ? '余位' : `${whose}的余位`}
          vacancy={card.vacancy}
          groupWords={group === null ? null : `${group.name} ${group.minMonths}–${group.maxMonths} 月`}
          days={days}
          status={
            careFor === null
              ? 'ask'
              : !hasDayPrice(centre, group?.ageGroup ?? null)
                ? 'told'
                : days !== null
                  ? 'ready'
                  : places.error !== null
                    ? 'failed'
                    : 'loading'
          }
          onAskAge={() => setAgeSheetOpen(true)}
          onRetry={() => void places.refetch()}
          onPick={(date) => props.onBook(date)}
        />
      )}
      <PriceCard
        title={child ? `${child.nickname}的价格` : '价格'}
        centre={centre}
        ageGroup={group?.ageGroup ?? null}
      />
      <StaffCard ratio={centre.staffRatio} />
      <QualityCard quality={centre.quality} />
      <DisclosureCard disclosures={centre.disclosures} />
      <SafetyCard safety={centre.safety} />
      <GroupsCard centre={centre} />
      <PriceListCard centre={centre} />
    </PageShell>
  );
}
