import { View } from '@tarojs/components';
import { useState } from 'react';
import { type CentreDetail, sellsMonths } from '../../../api/centre';
import { keptAtText } from '../../../api/last-answers';
import { useSavedCentre } from '../../../api/saved-centres';
import { openInMapApp } from '../../../platform/map-app';
import { goTo } from '../../../platform/navigate';
import { useShareCard } from '../../../platform/share';
import { Button, LinkButton } from '../../../ui/button';
import { Notice } from '../../../ui/notice';
import { PageShell } from '../../../ui/page-shell';
import { ReadAloudButton } from '../../../ui/read-aloud-button';
import { ShareButton } from '../../../ui/share-button';
import { CompareLink } from '../compare/compare-link';
import { AgeSheet } from './age-sheet';
import { askAge } from './asked-age';
import { CentreDock } from './centre-dock';
import './centre-page.css';
import { cardSentence } from '../card-words';
import type { CentrePageProps } from './centre-page';
import { ComplaintsCard } from './complaints-card';
import { FilingCard } from './filing-card';
import { GroupsCard } from './groups-card';
import { HeadCard } from './head-card';
import { todayWords } from './hours-words';
import { PlacesCard } from './places-card';
import { ChildPriceCard, PriceCard, PriceListCard } from './price-cards';
import { QualityCard } from './quality-card';
import { AboutCard, DisclosureCard, SafetyCard } from './record-cards';
import { SatisfactionCard } from './satisfaction-card';
import { Part, SectionTabs } from './section-tabs';
import { sharedCentre } from './share-words';
import { StaffCard } from './staff-card';
import { useFit } from './use-fit';
import { useSections } from './use-sections';

const partNames = ['余位价格', '质量', '公示', '安全'] as const;

type ContentProps = CentrePageProps & {
  centre: CentreDetail;
  /** Since when, while only what the phone kept can be shown. */
  keptAtMs: number | null;
  onReload: () => void;
};

/** The whole page in the order of the questions; what the law makes public comes after what a parent asks first. */
export function CentreContent({ centre, child, keptAtMs, onReload, ...props }: ContentProps) {
  const { card } = centre;
  const [isAgeSheetOpen, setAgeSheetOpen] = useState(false);
  const [isCopied, setCopied] = useState(false);
  const fit = useFit(centre, child);
  const { entry } = useSavedCentre(card.id);
  const { anchors, current, scrolled, show } = useSections(1 + partNames.length);
  const [pastHead = '', ...parts] = anchors;
  const shared = sharedCentre(centre);
  useShareCard(shared);
  const isPastHead = current >= 0;

  return (
    <PageShell
      title={isPastHead ? card.name : '机构详情'}
      isDemo={card.isDemo}
      scrolled={scrolled}
      underTitle={
        isPastHead && (
          <SectionTabs
            names={partNames}
            current={Math.max(0, current - 1)}
            onShow={(index) => show(index + 1)}
          />
        )
      }
      dock={
        <CentreDock
          card={card}
          way={fit.way}
          nickname={fit.nickname}
          error={props.error}
          onBook={() => props.onBook(null)}
          onApply={props.onApply}
          onSeeNearby={props.onSeeNearby}
        />
      }
      overlay={
        <>
          <AgeSheet
            isOpen={isAgeSheetOpen}
            ageMonths={fit.askedAge}
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
        todayWords={todayWords(centre)}
        onNavigate={() => openInMapApp({ name: card.name, address: card.address, point: card.point })}
      >
        <CompareLink id={card.id} name={card.name} />
        <ShareButton
          text={isCopied ? '已复制' : '分享'}
          sent={shared.text}
          isLink
          onSent={(way) => setCopied(way === 'copied')}
        />
        <ReadAloudButton sentences={[cardSentence(card, '今天')]} />
      </HeadCard>
      {keptAtMs !== null && <KeptNotice keptAtMs={keptAtMs} onReload={onReload} />}
      <Part anchor={pastHead}>
        <FilingCard centre={centre} />
      </Part>
      <Part anchor={parts[0] ?? ''}>
        {fit.isFiled && (
          <PlacesCard
            title={fit.whose === null ? '余位' : `${fit.whose}的余位`}
            vacancy={card.vacancy}
            groupWords={
              fit.group === null
                ? null
                : child === null
                  ? fit.group.name
                  : `${fit.group.name} ${fit.group.minMonths}–${fit.group.maxMonths} 月`
            }
            days={fit.days}
            status={fit.placesStatus}
            onAskAge={() => setAgeSheetOpen(true)}
            onRetry={fit.retryPlaces}
            onPick={(date) => props.onBook(date)}
          />
        )}
        <PriceCard
          title={child ? `${child.nickname}的价格` : '价格'}
          centre={centre}
          ageGroup={fit.group?.ageGroup ?? null}
        />
        <StaffCard ratio={centre.staffRatio} />
        <ChildPriceCard centre={centre} nickname={fit.whose ?? '孩子'} />
        {fit.way.kind === 'book' && sellsMonths(centre) && (
          <LinkButton icon="page" text="想按月上？申请入托" onTap={props.onApply} />
        )}
      </Part>
      <Part anchor={parts[1] ?? ''}>
        <QualityCard quality={centre.quality} />
        <SatisfactionCard satisfaction={centre.satisfaction} />
      </Part>
      <Part anchor={parts[2] ?? ''}>
        <DisclosureCard disclosures={centre.disclosures} changes={entry?.changes ?? []} />
      </Part>
      <Part anchor={parts[3] ?? ''}>
        <SafetyCard safety={centre.safety} />
        <GroupsCard centre={centre} />
        <PriceListCard centre={centre} />
        <ComplaintsCard centreId={card.id} />
        <AboutCard centre={centre} />
        <LinkButton
          icon="warning"
          text={fit.isFiled ? '投诉这家' : '举报未备案'}
          label={`${fit.isFiled ? '投诉' : '举报未备案'}${card.name}`}
          onTap={() =>
            goTo('/pages/complaint/index', {
              centreId: card.id,
              ...(fit.isFiled ? {} : { category: 'unfiled' }),
            })
          }
        />
      </Part>
    </PageShell>
  );
}

function KeptNotice({ keptAtMs, onReload }: { keptAtMs: number; onReload: () => void }) {
  return (
    <View className="cp-section">
      <Notice icon="offline">没有网络。下面是{keptAtText(keptAtMs)} 看到的。</Notice>
      <Button className="nc-above-8" kind="outline" isSmall icon="refresh" text="重新连接" onTap={onReload} />
    </View>
  );
}
