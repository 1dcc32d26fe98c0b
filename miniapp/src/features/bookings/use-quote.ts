import type { Reply } from '@nearcare/shared/contract/types';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { StayWish } from '../../api/centre';
import { call } from '../../api/client';
import { queryClient } from '../../api/query-client';
import { mineKey, useSession } from '../../api/session';

export type Quote = Reply<'quoteBooking'>;
/**
 * `dates`: civil days with commas between, as the page's address carries them. `bookingId`: of what is to be changed, or
 * what the offer to `waitlistEntryId` is to take the place of.
 */
export type QuoteFor = {
  centreId: string;
  childId: string;
  dates: string;
  wish: StayWish;
  bookingId?: string;
  waitlistEntryId?: string;
};

const quoteKey = (familyId: string, quoteFor: QuoteFor) => {
  const { centreId, childId, dates, wish, bookingId, waitlistEntryId } = quoteFor;
  return [mineKey, 'quote', familyId, centreId, childId, dates, wish, bookingId, waitlistEntryId] as const;
};

const ask = ({ wish, dates, ...rest }: QuoteFor) =>
  call('quoteBooking', { body: { ...rest, ...wish, dates: dates.split(',') } });

/** Asks for the price before its page opens, so that a refusal is shown where the day was chosen. Rejects with ApiError. */
export function prepareQuote(quoteFor: QuoteFor): Promise<Quote> {
  const familyId = useSession.getState().familyId ?? '';
  return queryClient.fetchQuery({
    queryKey: quoteKey(familyId, quoteFor),
    queryFn: () => ask(quoteFor),
    staleTime: 0,
    retry: false,
  });
}

/** The quote of this page. Never refreshed behind the parent’s back: what is read is what is accepted. */
export function useQuote(quoteFor: QuoteFor) {
  const familyId = useSession((session) => session.familyId);
  return useQuery({
    queryKey: quoteKey(familyId ?? '', quoteFor),
    queryFn: () => ask(quoteFor),
    enabled: familyId !== null && quoteFor.centreId !== '',
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

const tickMs = 1_000;

/** Whether the price ran out, counted in the server’s seconds from when the quote arrived: phones’ clocks are wrong. */
export function useIsExpired(quote: Quote | undefined, arrivedAtMs: number): boolean {
  const endsAtMs = quote === undefined ? 0 : arrivedAtMs + quote.expiresInSeconds * 1000;
  const [isExpired, setExpired] = useState(false);
  useEffect(() => {
    if (endsAtMs === 0) return undefined;
    const check = () => setExpired(Date.now() >= endsAtMs);
    check();
    const timer = setInterval(check, tickMs);
    return () => clearInterval(timer);
  }, [endsAtMs]);
  return isExpired;
}
