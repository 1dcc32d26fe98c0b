import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import { isDuplicateKey } from '../../lib/duplicate-key.js';
import { isInserted } from '../../lib/insert-once.js';

/**
 * A guardian's “accept” for one template: it allows one message. `_id` is derived from (guardian, template, idempotency
 * key), so a repeated request allows no second one.
 */
export type SubscriptionDoc = {
  _id: string;
  guardianId: string;
  templateId: string;
  acceptedAt: Date;
  /** The message that is using it up, or has; unique, so that two processes at one message use one. */
  usedBy?: string;
  forgetAt: Date;
};

const subscriptionSchema = new Schema<SubscriptionDoc>(
  {
    _id: { type: String, required: true },
    guardianId: { type: String, required: true },
    templateId: { type: String, required: true },
    acceptedAt: { type: Date, required: true },
    usedBy: { type: String, unique: true, sparse: true },
    forgetAt: { type: Date, required: true, expires: 0 },
  },
  { versionKey: false, strict: 'throw', collection: 'subscriptions' },
);
subscriptionSchema.index({ guardianId: 1, templateId: 1 });

export type SubscriptionsModel = ReturnType<typeof subscriptionsModel>;

export function subscriptionsModel(store: Connection) {
  const subscriptions = store.model('Subscription', subscriptionSchema);
  return {
    countOpen: (guardianId: string, templateId: string) =>
      subscriptions.countDocuments({ guardianId, templateId, usedBy: null }),
    /** One that is there already, used or not, stays as it is. */
    async add(subscription: SubscriptionDoc): Promise<void> {
      await isInserted(() => subscriptions.create([subscription]));
    },
    /** False when the guardian has allowed no (further) message of this template. The same message takes one once. */
    async take(guardianId: string, templateId: string, messageId: string): Promise<boolean> {
      if (await subscriptions.exists({ usedBy: messageId })) return true;
      try {
        const taken = await subscriptions.updateOne(
          { guardianId, templateId, usedBy: null },
          { $set: { usedBy: messageId } },
        );
        return taken.matchedCount === 1;
      } catch (error) {
        // Another process took one for the same message meanwhile.
        if (isDuplicateKey(error)) return true;
        throw error;
      }
    },
    /** Nothing was sent: it allows another message. */
    async giveBack(messageId: string): Promise<void> {
      await subscriptions.updateOne({ usedBy: messageId }, { $unset: { usedBy: 1 } });
    },
    async forgetGuardian(guardianId: string): Promise<void> {
      await subscriptions.deleteMany({ guardianId });
    },
  };
}
