import { addDays, daysBetween } from '@nearcare/shared/rules/civil-date';
import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { type CentreDetail, modesSold, type StayWish, useAvailability, useCentre } from '../../api/centre';
import type { Child } from '../../api/family';
import { type ApiError, asApiError } from '../../api/problem';
import { requireSession } from '../../api/session';
import { goBack, goTo, goToTab } from '../../platform/navigate';
import { useIsOnline } from '../../platform/network';
import { usePageShown } from '../../platform/page';
import { callPhone } from '../../platform/phone-call';
import { Button, LinkButton } from '../../ui/button';
import { Dock } from '../../ui/dock';
import { useFontMode } from '../../ui/font-mode';
import { Icon } from '../../ui/icon';
import { Notice } from '../../ui/notice';
import { PageShell } from '../../ui/page-shell';
import { Segmented } from '../../ui/segmented';
import { Unread } from '../../ui/unread';
import { careModeWords } from '../../ui/words/care-words';
import { agoWords } from '../../ui/words/civil-words';
import { dayFace, mondayOf } from '../../ui/words/day-face';
import { currencyWord, price } from '../../ui/words/money';
import './bookings.css';
import './booking-docks.css';
import './entry-card.css';
import type { Booking } from './booking-cache';
import { stayWords } from './change-words';
import { DayCard } from './day-card';
import { DockRefusal } from './dock-refusal';
import { HeatCalendar } from './heat-calendar';
import { SeveralDaysSheet } from './several-days';
import { firstWish, isSameStay, quoteAddress, wishOf, wishWords } from './stay-wish';
import { prepareQuote } from './use-quote';

type ChooseDayProps = {
  centreId: string;
  date: string | null;
  child: Pick<Child, 'id' | 'nickname'>;
  /** The booking that is to be changed; none for a new one. */
  changes?: Booking;
  overlay?: ReactNode;
};

const titleOf = ({ child, changes }: Pick<ChooseDayProps, 'child' | 'changes'>) =>
  changes === undefined ? `给${child.nickname}约时间` : `给${child.nickname}改时间`;

/** Choose a day for this child: four weeks, the day’s stay, the price, without leaving the page. */
export function ChooseDay(props: ChooseDayProps) {
  const read = useCentre(props.centreId);
  if (read.centre !== null) return <ChooseDayAt {...props} centre={read.centre} />;
  return (
    <PageShell title={titleOf(props)} overlay={props.overlay}>
      <View className="nc-card">
        <Unread
          label="正在取余位"
          rows={4}
          read={read}
          steps={{ home: () => goToTab('/pages/find/index') }}
        />
      </View>
    </PageShell>
  );
}

/** Which page of weeks holds a day, so that a preselected one is on screen. */
function pageOf(date: string | null, firstMonday: string, weeks: number): number {
  return date === null ? 0 : Math.max(0, Math.floor(daysBetween(firstMonday, date) / (weeks * 7)));
}

function ChooseDayAt({
  centre,
  child,
  changes,
  overlay,
  ...props
}: ChooseDayProps & { centre: CentreDetail }) {
  const { card, region } = centre;
  const weeks = useFontMode((state) => (state.mode === '150' ? 2 : 4));
  const thisMonday = mondayOf(region.today);
  const modes = modesSold(centre);
  const [wish, setWish] = useState<StayWish>(() =>
    changes === undefined ? firstWish(modes[0] ?? 'fullDay') : wishOf(changes),
  );
  const [chosen, setChosen] = useState(props.date);
  const [page, setPage] = useState(() => pageOf(props.date, thisMonday, weeks));
  const [asking, setAsking] = useState<'no' | 'yes' | ApiError>('no');
  const [isSeveralOpen, setSeveralOpen] = useState(false);
  const isOnline = useIsOnline();
  const firstMonday = addDays(thisMonday, page * weeks * 7);
  const careFor = { childId: child.id, ...(changes && { bookingId: changes.id }) };
  const places = useAvailability(card.id, careFor, firstMonday, weeks * 7, wish);
  usePageShown(() => {
    if (places.data !== undefined) void places.refetch();
  });

  const days = places.data?.days ?? [];
  const day = days.find((one) => one.date === chosen) ?? null;
  const canBook = day !== null && dayFace(day).canBook;
  const isAsBooked = changes !== undefined && day !== null && isSameStay(changes, day, wish);
  const otherModes = centre.careModes
    .filter((mode) => !modes.some((sold) => sold === mode))
    .map((mode) => careModeWords[mode]);
  const groupName = places.data?.group?.name;
  const priceFen = day?.priceFen ?? days.find((one) => one.priceFen !== null)?.priceFen ?? null;

  function change(next: StayWish): void {
    setAsking('no');
    setWish(next);
  }

  async function seeQuote(): Promise<void> {
    if (day === null) return;
    setAsking('yes');
    const quoteFor = { centreId: card.id, ...careFor, dates: day.date, wish };
    try {
      await prepareQuote(quoteFor);
      setAsking('no');
      goTo('/pages/booking/quote', quoteAddress(quoteFor));
    } catch (thrown) {
      const error = asApiError(thrown);
      setAsking(error);
      if (error.code === 'session_expired' || error.code === 'sign_in_required') {
        requireSession(() => void seeQuote());
      }
    }
  }

  const dock = (
    <View>
      {typeof asking === 'object' && (
        <DockRefusal
          error={asking}
          facts={{ child: child.nickname }}
          steps={{
            retry: () => void seeQuote(),
            seeNearby: () => goToTab('/pages/find/index'),
            seeBookings: () => goToTab('/pages/bookings/index'),
            changeDate: () => {
              setAsking('no');
              setChosen(null);
            },
            ...(card.phone === null ? {} : { call: () => callPhone(card.phone ?? '') }),
          }}
        />
      )}
      <Dock>
        {priceFen !== null && (
          <View className="bk-dock-price">
            <View className="nc-caption">{wishWords(wish)}</View>
            <View className="nc-nowrap">
              <View className="bk-price">{price(priceFen)}</View>
              <View className="nc-small bk-inline"> {currencyWord(region.currency)}</View>
            </View>
          </View>
        )}
        <Button
          className="bk-dock-button"
          text={buttonWord({ isOnline, isChosen: day !== null, isAsBooked })}
          isDisabled={!isOnline || !canBook || isAsBooked}
          isBusy={asking === 'yes'}
          onTap={() => void seeQuote()}
        />
      </Dock>
    </View>
  );

  return (
    <PageShell
      title={titleOf({ child, ...(changes && { changes }) })}
      isDemo={card.isDemo}
      dock={dock}
      overlay={
        <>
          <SeveralDaysSheet
            centre={centre}
            child={child}
            wish={wish}
            from={canBook ? chosen : null}
            isOpen={isSeveralOpen}
            onClose={() => setSeveralOpen(false)}
          />
          {overlay}
        </>
      }
    >
      <View className="nc-row nc-between nc-wrap nc-gap-8">
        <View className="nc-small">
          <View className="nc-bold bk-inline">{card.name}</View>
          {groupName !== undefined && `·${groupName}`}
        </View>
        {places.data !== undefined && (
          <View className="nc-caption nc-row nc-gap-4">
            <Icon name="clock" size={16} />
            <View>{agoWords(Math.floor((Date.now() - places.dataUpdatedAt) / 60_000))}更新</View>
          </View>
        )}
      </View>
      {changes !== undefined && (
        <Notice className="nc-above-8" icon="calendar">
          现在约的：{stayWords(changes)}，{careModeWords[changes.mode]}。改好以前一直留着。
        </Notice>
      )}
      {modes.length > 1 && (
        <View className="bk-modes">
          <Segmented
            label="服务形式"
            value={wish.mode}
            options={modes.map((value) => ({ value, text: careModeWords[value] }))}
            onChange={(mode) => change(firstWish(mode))}
          />
        </View>
      )}
      {places.data !== undefined ? (
        <HeatCalendar
          days={days}
          firstMonday={firstMonday}
          weeks={weeks}
          chosen={chosen}
          booked={changes?.date ?? null}
          canGoBack={page > 0}
          canGoOn={days.at(-1)?.state !== 'tooFar'}
          onPage={(step) => setPage(page + step)}
          onChoose={(date) => {
            setAsking('no');
            setChosen(date);
          }}
        />
      ) : (
        <View className="nc-card bk-section">
          <Unread label="正在取余位" rows={4} read={places} steps={{ home: goBack }} />
        </View>
      )}
      {day !== null && places.data !== undefined && (
        <DayCard day={day} wish={wish} limits={places.data.hourly} onChange={change} />
      )}
      {changes === undefined && (
        <View className="bk-other">
          <LinkButton
            icon="calendar"
            text="每周都要？一次选好几天"
            onTap={() => requireSession(() => setSeveralOpen(true))}
          />
        </View>
      )}
      {otherModes.length > 0 && (
        <View className="nc-row nc-between nc-wrap bk-other">
          <View className="nc-small">这家还有{otherModes.join('、')}，打电话约。</View>
          {card.phone !== null && (
            <LinkButton
              icon="phone"
              text="电话"
              label={`打电话给${card.name}`}
              onTap={() => callPhone(card.phone ?? '')}
            />
          )}
        </View>
      )}
    </PageShell>
  );
}

function buttonWord({
  isOnline,
  isChosen,
  isAsBooked,
}: Record<'isOnline' | 'isChosen' | 'isAsBooked', boolean>) {
  if (!isOnline) return '连上网才能约';
  if (isAsBooked) return '和现在的一样';
  return isChosen ? '看明细，去确认' : '先选一天';
}
