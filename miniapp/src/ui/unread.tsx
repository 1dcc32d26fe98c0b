import type { NextStep } from '../api/error-messages';
import { ReadFailure } from './read-failure';
import { Skeleton } from './skeleton';

type UnreadProps = {
  /** What is being read, for readers: 正在取…. */
  label: string;
  rows?: number;
  /** The question’s state; it is asked again by `refetch`. */
  read: { error: unknown; isFetching: boolean; refetch: () => unknown };
  /** Ways on besides asking again. */
  steps?: Partial<Record<NextStep, () => void>>;
};

/** In the place of an answer that is not there: grey lines while it is asked for, then why it did not come. */
export function Unread({ label, rows, read, steps }: UnreadProps) {
  if (read.error === null || read.isFetching) return <Skeleton label={label} rows={rows} />;
  return <ReadFailure error={read.error} steps={{ retry: () => void read.refetch(), ...steps }} />;
}
