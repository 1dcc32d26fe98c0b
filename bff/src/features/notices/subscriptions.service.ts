import type { Body, Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../lib/clock.js';
import { derivedId } from '../../lib/ids.js';
import type { SubscriptionsModel } from './subscriptions.model.js';
import { kindTitles, type WechatTemplate } from './wechat-templates.js';

/** A guardian may say yes more often than things happen; more than this is no guardian. */
const mostOpen = 20;
/** WeChat does not say for how long an answer holds; after this nobody remembers having given it. */
const keptDays = 180;

type Deps = { model: SubscriptionsModel; templates: readonly WechatTemplate[]; clock: Clock };

/** What guardians allow WeChat to send them: one message for each time they say yes. */
export function subscriptionsService({ model, templates, clock }: Deps) {
  function listTemplates(): Reply<'getSubscriptionTemplates'> {
    return {
      items: templates.map(({ kind, templateId }) => ({ kind, templateId, title: kindTitles[kind] })),
    };
  }

  /** A no changes nothing: what was allowed before still is, as at WeChat. Templates of others are passed over. */
  async function recordSubscription(
    guardianId: string,
    { decisions }: Body<'recordSubscription'>,
    key: string,
  ): Promise<Reply<'recordSubscription'>> {
    const accepted = decisions
      .filter(({ decision }) => decision === 'accept')
      .map(({ templateId }) => templateId)
      .filter((id) => templates.some(({ templateId }) => templateId === id));
    for (const templateId of new Set(accepted)) await allowOne(guardianId, templateId, key);
    return {};
  }

  async function allowOne(guardianId: string, templateId: string, key: string): Promise<void> {
    if ((await model.countOpen(guardianId, templateId)) >= mostOpen) return;
    const acceptedAt = clock.now();
    await model.add({
      _id: derivedId('sub', guardianId, templateId, key),
      ...{ guardianId, templateId, acceptedAt },
      forgetAt: new Date(acceptedAt.getTime() + keptDays * 86_400_000),
    });
  }

  return { listTemplates, recordSubscription };
}
