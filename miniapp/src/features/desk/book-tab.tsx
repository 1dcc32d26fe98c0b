import type { Reply } from '@nearcare/shared/contract/types';
import { useState } from 'react';
import { BookForChild } from './book-for-child';
import { BookedCard } from './booked-card';
import { IdentifyFamily } from './identify-family';

export type Visit = Reply<'deskIdentifyFamily'>;

/** 帮家长约: whose family, which child and day, the price, done. */
export function BookTab({ centreId, today }: { centreId: string; today: string }) {
  const [visit, setVisit] = useState<Visit | null>(null);
  const [booked, setBooked] = useState<Reply<'deskBookForFamily'> | null>(null);
  const startAgain = () => {
    setVisit(null);
    setBooked(null);
  };
  if (visit === null) return <IdentifyFamily onFound={setVisit} />;
  if (booked !== null)
    return <BookedCard booking={booked} onMore={() => setBooked(null)} onNext={startAgain} />;
  return (
    <BookForChild centreId={centreId} today={today} visit={visit} onBooked={setBooked} onOther={startAgain} />
  );
}
