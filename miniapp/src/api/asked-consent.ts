import type { Body } from '@nearcare/shared/contract/types';
import { useEffect } from 'react';
import { create } from 'zustand';
import { call } from './client';
import { asApiError } from './problem';

export type Purpose = Body<'giveConsent'>['purpose'];

type Asked = { purpose: Purpose; settle: (isGiven: boolean) => void };

/** The consent that a step waits for; a sheet over the same screen shows while it is set, as the one to sign in does. */
export const useAskedConsent = create<{ asked: Asked | null }>(() => ({ asked: null }));

/** Answers whether the guardian agreed. A page that may come here has the sheet in its `overlay`. */
function askConsent(purpose: Purpose): Promise<boolean> {
  useAskedConsent.getState().asked?.settle(false);
  return new Promise((resolve) => {
    const settle = (isGiven: boolean) => {
      useAskedConsent.setState({ asked: null });
      resolve(isGiven);
    };
    useAskedConsent.setState({ asked: { purpose, settle } });
  });
}

export type Consented<T> = { isGiven: true; answer: T } | { isGiven: false };

async function withConsent<T>(purpose: Purpose, send: () => Promise<T>): Promise<Consented<T>> {
  const { items } = await call('listConsents', {});
  const isGiven = items.some((consent) => consent.purpose === purpose && consent.state === 'given');
  if (!isGiven && !(await askConsent(purpose))) return { isGiven: false };
  try {
    return { isGiven: true, answer: await send() };
  } catch (thrown) {
    // Withdrawn on another phone, or a new version of the text, since it was looked at.
    if (asApiError(thrown).code !== 'consent_required') throw thrown;
    return (await askConsent(purpose)) ? { isGiven: true, answer: await send() } : { isGiven: false };
  }
}

/**
 * Sends something personal, and asks for the consent it needs before it leaves the phone: data that nobody agreed to
 * must not travel only to be refused. Rejects with ApiError as `send` does; `isGiven: false` when the guardian declined.
 */
export function useWithConsent(purpose: Purpose) {
  // A form that is left takes its question along; it must not stand over the next page.
  useEffect(
    () => () => {
      const { asked } = useAskedConsent.getState();
      if (asked?.purpose === purpose) asked.settle(false);
    },
    [purpose],
  );
  return <T>(send: () => Promise<T>) => withConsent(purpose, send);
}
