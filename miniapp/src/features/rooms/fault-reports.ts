import { create } from 'zustand';
import { call } from '../../api/client';
import { newIdempotencyKey } from '../../api/idempotency-key';
import { type ApiError, asApiError } from '../../api/problem';
import { queryClient } from '../../api/query-client';
import { readStored, removeStored, writeStored } from '../../platform/storage';
import type { FaultKind } from './room-words';

/**
 * Reports of what is wrong with a room. Each is written to the phone with its key before it is sent and taken off when
 * the server has answered: one that met no network goes out later with the same key, and counts once.
 */
type Waiting = { roomId: string; kind: FaultKind; key: string; atMs: number };

export type ReportState =
  | { step: 'sending' | 'sent' | 'kept'; kind: FaultKind }
  | { step: 'refused'; kind: FaultKind; error: ApiError };

/** By room; what was reported since the app was opened. */
export const useFaultReports = create<Record<string, ReportState>>(() => ({}));

const storageKey = 'room-faults';
/** After that the door may be open again, and the report would say something about another day. */
const worthSendingMs = 24 * 3_600_000;

const waiting = () => readStored<Waiting[]>(storageKey) ?? [];

function keep(reports: readonly Waiting[]): void {
  if (reports.length === 0) removeStored(storageKey);
  else writeStored(storageKey, reports);
}

const underWay = new Set<string>();

/** One tap. A room that is being reported, or was, is not reported again. */
export async function reportFault(roomId: string, kind: FaultKind): Promise<void> {
  const before = useFaultReports.getState()[roomId];
  if (before !== undefined && before.step !== 'refused') return;
  const report = { roomId, kind, key: newIdempotencyKey(), atMs: Date.now() };
  keep([...waiting(), report]);
  await send(report);
}

/** Sends what is still waiting. For when the network is back, and when rooms are looked at again. */
export async function sendWaiting(nowMs: number = Date.now()): Promise<void> {
  const worth = waiting().filter(({ atMs }) => nowMs - atMs < worthSendingMs);
  keep(worth);
  for (const report of worth) await send(report);
}

async function send(report: Waiting): Promise<void> {
  const { roomId, kind, key } = report;
  if (underWay.has(key)) return;
  underWay.add(key);
  const say = (state: ReportState) => useFaultReports.setState({ [roomId]: state });
  say({ step: 'sending', kind });
  try {
    await call('reportRoomFault', { params: { roomId }, body: { kind } }, { idempotencyKey: key });
    say({ step: 'sent', kind });
    void queryClient.invalidateQueries({ queryKey: ['rooms'] });
    takeOff(key);
  } catch (thrown) {
    const error = asApiError(thrown);
    if (canComeLater(error)) say({ step: 'kept', kind });
    else {
      takeOff(key);
      say({ step: 'refused', kind, error });
    }
  } finally {
    underWay.delete(key);
  }
}

function takeOff(key: string): void {
  keep(waiting().filter((report) => report.key !== key));
}

/** Nobody said no: the way there or the server failed. */
function canComeLater({ code, status }: ApiError): boolean {
  return code === 'network_unreachable' || status >= 500;
}
