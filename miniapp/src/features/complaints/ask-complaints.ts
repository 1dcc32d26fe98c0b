import '../../api/later-messages';
import type { Body, Reply } from '@nearcare/shared/contract/types';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client';
import { useLastAnswer } from '../../api/last-answers';
import { queryClient } from '../../api/query-client';
import { useRegions } from '../../api/regions';
import { mineKey, useSession } from '../../api/session';

export type Complaint = Reply<'getComplaint'>;
export type Move = Complaint['may'][number];
/** A complaint and, of an anonymous one, the code by which alone it is reached. */
export type Reached = { complaint: Complaint; trackingCode: string | null };

/** Numbers, categories and promises of the parent's region; as this phone saw them last while there is no network. */
export function useHelp() {
  const { regions } = useRegions();
  const regionCode = regions[0]?.code === 'pl' ? 'pl' : 'cn';
  const { data } = useQuery({
    queryKey: ['help', regionCode],
    queryFn: () => call('getHelp', { query: { region: regionCode } }),
    staleTime: 10 * 60_000,
  });
  const kept = useLastAnswer(`help.${regionCode}`, data);
  return { regionCode, help: data ?? kept?.answer ?? null };
}

// The family is part of every key: another one on the same phone must never see these.
const listKey = (familyId: string | null) => [mineKey, 'complaints', familyId] as const;
const oneKey = (familyId: string | null, id: string) => [mineKey, 'complaint', familyId, id] as const;

export function useMyComplaints() {
  const { familyId, status } = useSession();
  return useQuery({
    queryKey: listKey(familyId),
    queryFn: () => call('listMyComplaints', {}),
    enabled: status === 'signedIn',
    staleTime: 5_000,
  });
}

/** One complaint of mine; as last seen on this phone while there is no network, with `keptAtMs` only then. */
export function useComplaint(id: string) {
  const { familyId, status } = useSession();
  const query = useQuery({
    queryKey: oneKey(familyId, id),
    queryFn: () => call('getComplaint', { params: { complaintId: id } }),
    enabled: status === 'signedIn' && id !== '',
    staleTime: 5_000,
  });
  const kept = useLastAnswer(`mine.complaint.${id}`, query.data);
  const isKept = query.data === undefined && kept !== null && status !== 'signedOut' && !query.isFetching;
  return {
    ...query,
    complaint: query.data ?? (isKept ? kept.answer : null),
    keptAtMs: isKept ? kept.keptAtMs : null,
  };
}

/** Puts what a write answered into every place that shows it. */
export function keepComplaint(complaint: Complaint): void {
  const { familyId } = useSession.getState();
  queryClient.setQueryData(oneKey(familyId, complaint.id), complaint);
  void queryClient.invalidateQueries({ queryKey: listKey(familyId) });
}

type Said = Omit<Body<'actOnTrackedComplaint'>, 'trackingCode' | 'move'>;

/** One move of the author, by the family or by the code. Rejects with ApiError. */
export async function actOn(
  { complaint, trackingCode }: { complaint: Pick<Complaint, 'id'>; trackingCode: string | null },
  { move, ...said }: { move: Move } & Said,
  idempotencyKey: string,
): Promise<Complaint> {
  if (trackingCode !== null)
    return call('actOnTrackedComplaint', { body: { ...said, trackingCode, move } }, { idempotencyKey });
  const params = { complaintId: complaint.id };
  const { text, score, evidence } = said;
  const reason = text === undefined ? {} : { text };
  const options = { idempotencyKey };
  switch (move) {
    case 'added':
      return call(
        'addToComplaint',
        { params, body: { ...reason, ...(evidence ? { evidence } : {}) } },
        options,
      );
    case 'withdrawn':
      return call('withdrawComplaint', { params, body: reason }, options);
    case 'rated':
      return call('rateComplaint', { params, body: { score: score ?? 1, ...reason } }, options);
    case 'reopened':
      return call('reopenComplaint', { params, body: reason }, options);
    case 'escalated':
      return call('escalateComplaint', { params, body: reason }, options);
  }
}
