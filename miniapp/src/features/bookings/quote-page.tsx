import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { useCentre } from '../../api/centre';
import { describeError, type NextStep } from '../../api/error-messages';
import { type ApiError, asApiError } from '../../api/problem';
import { requireSession } from '../../api/session';
import { goBack, goToTab, replaceWith } from '../../platform/navigate';
import { callPhone } from '../../platform/phone-call';
import { Button } from '../../ui/button';
import { Dock } from '../../ui/dock';
import { Notice } from '../../ui/notice';
import { PageShell } from '../../ui/page-shell';
import { openSeam, takenPatch } from '../../ui/pictures/state-pictures';
import { Refusal } from '../../ui/refusal';
import { Skeleton } from '../../ui/skeleton';
import { rememberBooking } from './booking-cache';
import './booking-docks.css';
import './bookings.css';
import { keptWords } from './change-words';
import { DockRefusal } from './dock-refusal';
import { bookWords, changeWords, type DockWords } from './dock-words';
import { QuoteContent } from './quote-content';
import { insteadOf, quoteAddress } from './stay-wish';
import { TakenView } from './taken-view';
import { type Confirming, useConfirmBooking } from './use-confirm-booking';
import { type QuoteFor, useIsExpired, useQuote } from './use-quote';

type QuotePageProps = QuoteFor & { overlay?: ReactNode };

// Pressing the same button again is the way on: the same key makes sure that it is one booking.
const pressAgain: readonly string[] = [
  'network_unreachable',
  'retry',
  'server_error',
  'service_unavailable',
  'rate_limited',
  'idempotency_key_reused',
];

/** Somebody else has the place, or is asked first. */
const lostCodes: readonly string[] = ['no_place_left', 'others_are_waiting'];

/** What it costs and why, what if the child cannot come, and the one button that books. */
export function QuotePage({ overlay, ...quoteFor }: QuotePageProps) {
  const { data: quote, dataUpdatedAt, error, isFetching, refetch } = useQuote(quoteFor);
  const { centre } = useCentre(quoteFor.centreId);
  const phone = centre?.card.phone ?? null;
  const isExpired = useIsExpired(quote, dataUpdatedAt);
  const { bookingId } = quoteFor;
  const { state, confirm } = useConfirmBooking({ quoteId: quote?.id ?? '', bookingId }, (booking) => {
    rememberBooking(booking, bookingId === undefined ? 'booked' : 'changed');
    replaceWith('/pages/booking/card', { id: booking.id });
  });
  const words = bookingId === undefined ? bookWords : changeWords;

  const otherDays = () =>
    bookingId === undefined
      ? replaceWith('/pages/booking/choose', { centreId: quoteFor.centreId })
      : replaceWith('/pages/booking/change', { id: bookingId });
  const refusedWith = error === null ? null : insteadOf(asApiError(error).facts);
  const steps: Partial<Record<NextStep, () => void>> = {
    ...(refusedWith === null
      ? {}
      : {
          takeInstead: () =>
            replaceWith(
              '/pages/booking/quote',
              quoteAddress({ ...quoteFor, wish: refusedWith.wish, dates: refusedWith.date }),
            ),
        }),
    retry: () => void refetch(),
    requote: () => void refetch(),
    changeDate: otherDays,
    seeNearby: () => goToTab('/pages/find/index'),
    seeBookings: () => goToTab('/pages/bookings/index'),
    home: () => goToTab('/pages/find/index'),
    back: goBack,
    signIn: () => requireSession(() => void refetch()),
    ...(phone === null ? {} : { call: () => callPhone(phone) }),
  };

  const day = quote?.days[0];
  if (quote === undefined || day === undefined || (error !== null && !isFetching)) {
    return (
      <PageShell title={words.title} overlay={overlay}>
        {error !== null && !isFetching ? (
          <View className="nc-card">
            <Refusal picture={openSeam()} role="alert" {...describeError(asApiError(error))} steps={steps} />
          </View>
        ) : (
          <Skeleton label="正在算价" rows={4} />
        )}
      </PageShell>
    );
  }

  const refused = state.kind === 'refused' ? state.error : null;
  const facts = { child: quote.childNickname, centre: quote.centreName };
  /** A refused change took nothing away, and that is said with it. */
  const told = (error: ApiError) => {
    const message = describeError(error, facts);
    const { changeOf } = quote;
    return changeOf === null
      ? message
      : { ...message, sentence: `${message.sentence}${keptWords(changeOf)}` };
  };
  // Of several days the sentence says which one is full, and the way on is to choose again.
  if (refused !== null && lostCodes.includes(refused.code) && quote.days.length === 1) {
    const { title, sentence } = told(refused);
    return (
      <PageShell title={words.title} isDemo={quote.isDemo} overlay={overlay}>
        <TakenView
          title={title}
          sentence={sentence}
          centre={{ id: quote.centreId, name: quote.centreName }}
          childId={quote.childId}
          date={day.date}
          wish={quoteFor.wish}
          onChooseDate={(date) =>
            replaceWith('/pages/booking/quote', quoteAddress({ ...quoteFor, dates: date }))
          }
          onOtherDays={otherDays}
          onSeeNearby={() => goToTab('/pages/find/index')}
        />
      </PageShell>
    );
  }
  const needsNewPrice = isExpired || refused?.code === 'quote_expired';
  if (refused !== null && !pressAgain.includes(refused.code) && !needsNewPrice) {
    return (
      <PageShell title={words.title} isDemo={quote.isDemo} overlay={overlay}>
        <View className="nc-card">
          <Refusal
            picture={takenPatch()}
            role="alert"
            {...told(refused)}
            steps={{ ...steps, signIn: () => requireSession(() => void confirm()) }}
          />
        </View>
      </PageShell>
    );
  }

  return (
    <PageShell
      title={words.title}
      isDemo={quote.isDemo}
      overlay={overlay}
      dock={
        <QuoteDock
          words={words}
          nickname={quote.childNickname}
          isAsking={day.answerBy !== null}
          state={state}
          isRequoting={isFetching}
          needsNewPrice={needsNewPrice && state.kind !== 'placing'}
          onConfirm={() => void confirm()}
          onRequote={() => void refetch()}
          onCall={phone === null ? null : () => callPhone(phone)}
        />
      }
    >
      <QuoteContent quote={quote} day={day} needsNewPrice={needsNewPrice} />
    </PageShell>
  );
}

function QuoteDock(props: {
  words: DockWords;
  nickname: string;
  /** The centre has to accept it first. */
  isAsking: boolean;
  state: Confirming;
  isRequoting: boolean;
  needsNewPrice: boolean;
  onConfirm: () => void;
  onRequote: () => void;
  onCall: (() => void) | null;
}) {
  const { state, words } = props;
  const refused: ApiError | null = state.kind === 'refused' && !props.needsNewPrice ? state.error : null;
  return (
    <View className="bk-quote-dock">
      {refused !== null && (
        <DockRefusal
          error={refused}
          {...(refused.code === 'network_unreachable' ? { sentence: words.lost } : {})}
          steps={props.onCall === null ? {} : { call: props.onCall }}
        />
      )}
      {state.kind === 'placing' && state.isSlow && (
        <View className="bk-dock-note">
          <Notice icon="clock">{words.slow}</Notice>
        </View>
      )}
      {refused === null && !(state.kind === 'placing' && state.isSlow) && (
        <View className="nc-caption nc-centre bk-dock-terms">
          {props.needsNewPrice ? words.ranOut : words.terms(props)}
        </View>
      )}
      <Dock>
        {props.needsNewPrice ? (
          <Button className="nc-grow" text="重新算价" isBusy={props.isRequoting} onTap={props.onRequote} />
        ) : (
          <Button
            className="nc-grow"
            text={state.kind === 'placing' ? words.placing : refused === null ? words.confirm : '再按一次'}
            isBusy={state.kind === 'placing'}
            onTap={props.onConfirm}
          />
        )}
      </Dock>
    </View>
  );
}
