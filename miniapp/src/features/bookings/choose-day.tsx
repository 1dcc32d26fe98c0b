import { addDays, weekdayOf } from '@nearcare/shared/rules/civil-date';
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
import { canWait, dayFace, dayShown, mondayOf } from '../../ui/words/day-face';
import { currencyWord, price } from '../../ui/words/money';
import './bookings.css';
import './booking-docks.css';
import './entry-card.css';
import { firstWish, fitted, hoursOf } from '../../ui/stay/stay-hours';
import type { Booking } from './booking-cache';
import { choosingTitle, goOnWord, stayWords } from './change-words';
import { DayCard } from './day-card';
import { DockRefusal } from './dock-refusal';
import { HeatCalendar, pageOf } from './heat-calendar';
import { NotBookable } from './not-bookable';
import { SeveralDaysSheet } from './several-days';
import { insteadOf, isSameStay, quoteAddress, wishOf, wishWords } from './stay-wish';
import { prepareQuote } from './use-quote';
import { useJoinWaitlist } from './waitlist/use-waitlist-write';
import { joinWords, waitedWish } from './waitlist/waitlist-words';

type ChooseDayProps = {
  centreId: string;
  date: string | null;
  child: Pick<Child, 'id' | 'nickname'>;
  /** The booking that is to be changed; none for a new one. */
  changes?: Booking;
  overlay?: ReactNode;
};

const toFind = () => goToTab('/pages/find/index');

/** Choose a day for this child: four weeks, the day’s stay, the price, without leaving the page. */
export function ChooseDay(props: ChooseDayProps) {
  const read = useCentre(props.centreId);
  const { centre } = read;
  if (centre?.filing.status === 'filed') return <ChooseDayAt {...props} centre={centre} />;
  return (
    <PageShell title={choosingTitle(props.child, props.changes)} overlay={props.overlay}>
      {centre !== null ? (
        <NotBookable centre={centre} />
      ) : (
        <View className="nc-card">
          <Unread label="正在取余位" rows={4} read={read} steps={{ home: toFind }} />
        </View>
      )}
    </PageShell>
  );
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
  const sold: readonly string[] = modesSold(centre);
  // A visit at short notice is asked for anew, so nothing is changed to one.
  const modes = modesSold(centre).filter((mode) => changes === undefined || mode !== 'temporary');
  const openToday = centre.openingHours.find(({ weekday }) => weekday === weekdayOf(region.today));
  const [wish, setWish] = useState<StayWish>(() =>
    changes === undefined ? firstWish(modes[0] ?? 'fullDay', openToday) : wishOf(changes),
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
  const day = dayShown(days, chosen);
  const canBook = day !== null && dayFace(day).canBook;
  const waiting = useJoinWaitlist(setAsking);
  const lineFor = day !== null && canWait(day) ? waitedWish(wish) : null;
  const isAsBooked = changes !== undefined && day !== null && isSameStay(changes, day, wish);
  const otherModes = centre.careModes
    .filter((mode) => !sold.includes(mode))
    .map((mode) => careModeWords[mode]);
  const groupName = places.data?.group?.name;
  const priceFen = day?.priceFen ?? days.find((one) => one.priceFen !== null)?.priceFen ?? null;

  function change(next: StayWish): void {
    setAsking('no');
    setWish(next);
  }

  function take({ wish: next, date }: { wish: StayWish; date: string }): void {
    change(next);
    choose(date, next);
  }

  /** A day that opens otherwise has the hours brought into its own, so that they can be moved from there. */
  function choose(date: string, of: StayWish): void {
    setAsking('no');
    setChosen(date);
    const hours = hoursOf(of);
    const open = days.find((one) => one.date === date)?.hours;
    const limits = places.data?.limits;
    if (hours === null || !open || !limits || of.mode !== places.data?.mode) return;
    const next = fitted(hours, limits, open);
    if (next.from !== hours.from || next.to !== hours.to) setWish({ mode: of.mode, ...next });
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
            requote: () => void places.refetch(),
            seeNearby: toFind,
            seeBookings: () => goToTab('/pages/bookings/index'),
            changeDate: () => {
              setAsking('no');
              setChosen(null);
            },
            takeInstead: () => {
              const instead = insteadOf(asking.facts);
              if (instead !== null) take(instead);
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
        {day !== null && lineFor !== null && isOnline && changes === undefined ? (
          <Button
            className="bk-dock-button"
            text={joinWords(day.waiting)}
            isBusy={waiting.isBusy}
            onTap={() => {
              setAsking('no');
              waiting.join({ centreId: card.id, childId: child.id, date: day.date, ...lineFor });
            }}
          />
        ) : (
          <Button
            className="bk-dock-button"
            text={goOnWord({ isOnline, isChosen: day !== null, isAsBooked })}
            isDisabled={!isOnline || !canBook || isAsBooked}
            isBusy={asking === 'yes'}
            onTap={() => void seeQuote()}
          />
        )}
      </Dock>
    </View>
  );

  return (
    <PageShell
      title={choosingTitle(child, changes)}
      isDemo={card.isDemo}
      dock={dock}
      overlay={
        <>
          <SeveralDaysSheet
            centre={centre}
            child={child}
            wish={wish}
            from={canBook ? day.date : null}
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
            onChange={(mode) => change(firstWish(mode, openToday))}
          />
        </View>
      )}
      {places.data !== undefined ? (
        <HeatCalendar
          days={days}
          firstMonday={firstMonday}
          weeks={weeks}
          chosen={day?.date ?? chosen}
          booked={changes?.date ?? null}
          canGoBack={page > 0}
          canGoOn={days.at(-1)?.state !== 'tooFar'}
          onPage={(step) => setPage(page + step)}
          onChoose={(date) => choose(date, wish)}
        />
      ) : (
        <View className="nc-card bk-section">
          <Unread label="正在取余位" rows={4} read={places} steps={{ home: goBack }} />
        </View>
      )}
      {day !== null && places.data !== undefined && (
        <DayCard
          {...{ day, wish, of: places.data, onChange: change, onInstead: take }}
          canJoin={lineFor !== null && changes === undefined}
        />
      )}
      {wish.mode === 'temporary' && <View className="nc-small bk-other">临时托只能约今天和明天。</View>}
      {wish.mode !== 'temporary' && changes === undefined && (
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
