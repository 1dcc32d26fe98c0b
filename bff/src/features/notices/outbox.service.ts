import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { derivedId } from '../../lib/ids.js';
import type { Held } from '../../plugins/jobs/job-runner.js';
import type { Delivery, Senders } from './channels.js';
import type { NoticeDoc, NoticesModel } from './notices.model.js';
import { openWords } from './notices.service.js';
import type { Channel, MessageDoc, MessageState, OutboxModel } from './outbox.model.js';

type Deps = {
  notices: Pick<NoticesModel, 'listUnposted' | 'markPosted' | 'find'>;
  outbox: OutboxModel;
  senders: Senders;
  keys: FamilyKeys;
  clock: Clock;
  onSettled: (channel: Channel, state: MessageState) => void;
};

const pageSize = 100;
/** Messages under way at once: each waits mostly for the store's disk. A WeChat account may have 600 a second. */
const atOnce = 32;
/** Far longer than a channel is waited for: whoever has not said by then how it came out is dead. */
const sendingMs = 60_000;
const maxTries = 6;
const firstDelayMs = 30_000;

/**
 * Brings notices to phones. A message is handed over once: whoever does it has taken the row from `waiting` to
 * `sending` by a compare-and-set. It is tried again only when it has certainly not arrived. Where that is not certain
 * (no answer, or the process died in that very moment) it is put to the dead letters: the notice stands in the app
 * anyhow, and nobody is told twice.
 */
export function outboxService({ notices, outbox, senders, keys, clock, onSettled }: Deps) {
  /** @returns how many messages came to an end or were put off */
  async function run(lease: Held): Promise<number> {
    await postAll(lease);
    await buryUnanswered();
    let count = 0;
    for (;;) {
      const due = await outbox.listDue('waiting', clock.now(), pageSize);
      if (due.length === 0 || !lease.isHeld()) return count;
      await eachOf(due, (message) => sendOne(message, lease));
      count += due.length;
    }
  }

  /** Gives each recipient of each new notice a row for each channel. Which rows, is derived: repeated, it adds none. */
  async function postAll(lease: Held): Promise<void> {
    for (;;) {
      const unposted = await notices.listUnposted(pageSize);
      if (unposted.length === 0 || !lease.isHeld()) return;
      await outbox.post(unposted.flatMap(messagesOf));
      await notices.markPosted(unposted.map(({ _id }) => _id));
    }
  }

  function messagesOf({ _id: noticeId, familyId, kind, recipients, forgetAt }: NoticeDoc): MessageDoc[] {
    const channels = (['wechat', 'sms'] as const).filter((channel) => senders[channel].carries(kind));
    return recipients.flatMap((guardianId) =>
      channels.map((channel) => ({
        _id: derivedId('m', noticeId, guardianId, channel),
        ...{ noticeId, familyId, guardianId, kind, channel, forgetAt },
        ...{ state: 'waiting' as const, tries: 0, dueAt: clock.now(), reason: null },
      })),
    );
  }

  async function buryUnanswered(): Promise<void> {
    for (const message of await outbox.listDue('sending', clock.now(), pageSize))
      if (await outbox.bury(message, 'no_answer')) onSettled(message.channel, 'dead');
  }

  async function sendOne(message: MessageDoc, lease: Held): Promise<void> {
    const ready = await prepare(message);
    if (typeof ready === 'string') {
      if (await outbox.giveUp(message, ready)) onSettled(message.channel, 'unsent');
      return;
    }
    const deadAt = new Date(clock.now().getTime() + sendingMs);
    if (!lease.isHeld() || !(await outbox.take(message, deadAt))) return;
    const handedOver = { ...message, tries: message.tries + 1 };
    const outcome = outcomeOf(await ready(), handedOver.tries);
    if (await outbox.settle(handedOver, outcome)) onSettled(message.channel, outcome.state);
  }

  /** A reason, when the family or this guardian is gone, or can't be reached by this channel. */
  async function prepare(message: MessageDoc): Promise<(() => Promise<Delivery>) | string> {
    const [notice, key] = await Promise.all([notices.find(message.noticeId), keys.find(message.familyId)]);
    if (!notice?.recipients.includes(message.guardianId) || !key) return 'gone';
    return senders[message.channel].prepare(message, openWords(notice, key).outside);
  }

  function outcomeOf({ did, reason }: Delivery, tries: number) {
    const settled = (state: MessageState) => ({ state, reason });
    if (did === 'sent') return settled('sent');
    if (did === 'refused') return settled('unsent');
    if (did !== 'retry' || tries >= maxTries) return settled('dead');
    // 30 s, 2 min, 8 min, 32 min, 2 h.
    const dueAt = new Date(clock.now().getTime() + firstDelayMs * 4 ** (tries - 1));
    return { ...settled('waiting'), dueAt };
  }

  return { run };
}

/** All of them, some at once. @throws the first fault, when all are through: one bad row keeps no other waiting */
async function eachOf<T>(items: readonly T[], deal: (item: T) => Promise<void>): Promise<void> {
  const faults: unknown[] = [];
  const rest = [...items];
  const worker = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift())
      await deal(item).catch((error: unknown) => faults.push(error));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (faults.length > 0) throw faults[0];
}
