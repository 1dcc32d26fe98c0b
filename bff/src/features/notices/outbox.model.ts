import type { Connection, mongo } from 'mongoose';
import { Schema } from 'mongoose';
import { areDuplicates } from '../../lib/duplicate-key.js';
import type { NoticeKind } from './notices.public.js';

export type Channel = 'wechat' | 'sms';
/** `unsent` was given up quietly: the guardian has not allowed it, or can't be reached this way. The app has it. */
export type MessageState = 'waiting' | 'sending' | 'sent' | 'unsent' | 'dead';

/** A notice on its way to one guardian by one channel; `_id` is derived from all three. Shard key: familyId. */
export type MessageDoc = {
  _id: string;
  noticeId: string;
  familyId: string;
  guardianId: string;
  kind: NoticeKind;
  channel: Channel;
  state: MessageState;
  /** How often it was handed to the channel; each hand-over names its number. */
  tries: number;
  /** When it is to be sent, or, while it is being sent, when its sender counts as dead. */
  dueAt: Date;
  /** Why it is `unsent` or `dead`, or was put off: `errcode 47003`, `no_answer`. */
  reason: string | null;
  forgetAt: Date;
};

const messageSchema = new Schema<MessageDoc>(
  {
    _id: { type: String, required: true },
    noticeId: { type: String, required: true },
    familyId: { type: String, required: true, index: true },
    guardianId: { type: String, required: true },
    kind: { type: String, required: true },
    channel: { type: String, required: true },
    state: { type: String, required: true },
    tries: { type: Number, required: true },
    dueAt: { type: Date, required: true },
    reason: { type: String, default: null },
    forgetAt: { type: Date, required: true, expires: 0 },
  },
  { versionKey: false, strict: 'throw', collection: 'outbox' },
);
messageSchema.index({ state: 1, dueAt: 1 });

export type OutboxModel = ReturnType<typeof outboxModel>;

export function outboxModel(store: Connection) {
  const outbox = store.model('OutboxMessage', messageSchema);
  const rows = outbox.collection as unknown as mongo.Collection<MessageDoc>;
  const changed = async (filter: object, $set: Partial<MessageDoc>): Promise<boolean> =>
    (await outbox.updateOne(filter, { $set })).matchedCount === 1;

  return {
    /** Those that are in already stay as they are. */
    async post(messages: readonly MessageDoc[]): Promise<void> {
      if (messages.length === 0) return;
      await rows.insertMany([...messages], { ordered: false }).catch((error: unknown) => {
        if (!areDuplicates(error)) throw error;
      });
    },
    listDue: (state: 'waiting' | 'sending', now: Date, limit: number) =>
      outbox
        .find({ state, dueAt: { $lte: now } })
        .sort({ dueAt: 1 })
        .limit(limit)
        .lean<MessageDoc[]>(),

    /** The right to hand it over once: false when another process has it, or had it before. */
    async take({ _id, tries }: MessageDoc, dueAt: Date): Promise<boolean> {
      const taken = await outbox.updateOne(
        { _id, tries, state: 'waiting' },
        { $set: { state: 'sending', dueAt }, $inc: { tries: 1 } },
      );
      return taken.matchedCount === 1;
    },
    /** How the hand-over came out; also when it had been given up as unanswered meanwhile. */
    settle: ({ _id, tries }: MessageDoc, outcome: Partial<MessageDoc>) =>
      changed({ _id, tries, state: { $in: ['sending', 'dead'] } }, outcome),
    /** For one that was not handed over. */
    giveUp: ({ _id, tries }: MessageDoc, reason: string) =>
      changed({ _id, tries, state: 'waiting' }, { state: 'unsent', reason }),
    /** Its sender died, or waits for an answer that does not come. */
    bury: ({ _id, tries }: MessageDoc, reason: string) =>
      changed({ _id, tries, state: 'sending' }, { state: 'dead', reason }),

    listDead: (limit: number) =>
      outbox.find({ state: 'dead' }).sort({ dueAt: -1 }).limit(limit).lean<MessageDoc[]>(),
    async countByState(): Promise<Record<MessageState, number>> {
      const states = ['waiting', 'sending', 'sent', 'unsent', 'dead'] as const;
      const counts = await Promise.all(states.map((state) => outbox.countDocuments({ state })));
      return Object.fromEntries(states.map((state, index) => [state, counts[index] ?? 0])) as Record<
        MessageState,
        number
      >;
    },
    countDead: (): Promise<number> => outbox.countDocuments({ state: 'dead' }).maxTimeMS(2000),

    async forgetGuardian(guardianId: string, familyId: string): Promise<void> {
      await outbox.deleteMany({ familyId, guardianId });
    },
    async eraseFamily(familyId: string): Promise<void> {
      await outbox.deleteMany({ familyId });
    },
  };
}
