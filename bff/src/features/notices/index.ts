import type { FastifyInstance } from 'fastify';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import type { SmsProvider } from '../../lib/sms.js';
import type { WechatAccount } from '../../lib/wechat-account.js';
import { mount } from '../../plugins/contract.js';
import { counter, gauge } from '../../plugins/health.js';
import type { Guardians } from '../auth/auth.public.js';
import { smsSender, wechatSender } from './channels.js';
import type { NoticesModel } from './notices.model.js';
import type { NoticeKind } from './notices.public.js';
import { inboxService } from './notices.service.js';
import type { OutboxModel } from './outbox.model.js';
import { outboxService } from './outbox.service.js';
import type { SubscriptionsModel } from './subscriptions.model.js';
import { subscriptionsService } from './subscriptions.service.js';
import type { WechatTemplate } from './wechat-templates.js';

const sendEveryMs = 3_000;

type Options = {
  model: NoticesModel;
  outbox: OutboxModel;
  subscriptions: SubscriptionsModel;
  guardians: Guardians;
  keys: FamilyKeys;
  wechat: WechatAccount | null;
  templates: readonly WechatTemplate[];
  sms: SmsProvider;
  smsKinds: readonly NoticeKind[];
  isProduction: boolean;
  clock: Clock;
};

/** What families are told: in the app, and on phones by WeChat and SMS. */
export async function notices(app: FastifyInstance, options: Options) {
  const { model, outbox, subscriptions, guardians, keys, templates, isProduction, clock } = options;
  const inbox = inboxService({ model, keys });
  const allowed = subscriptionsService({ model: subscriptions, templates, clock });

  mount(app, 'listNotices', ({ session, query }) => inbox.listNotices(session, query));
  mount(app, 'markNoticesRead', ({ session, body }) => inbox.markNoticesRead(session, body));
  mount(app, 'getSubscriptionTemplates', async () => allowed.listTemplates());
  mount(app, 'recordSubscription', ({ session, body, key }) =>
    allowed.recordSubscription(session.guardianId, body, key),
  );

  const settled = counter(app.metrics, 'nearcare_messages_total', 'Messages that came to an end here', [
    'channel',
    'state',
  ]);
  gauge(app.metrics, 'nearcare_dead_messages', 'Messages given up, as listed by ops', outbox.countDead);
  const { run } = outboxService({
    ...{ notices: model, outbox, keys, clock },
    senders: {
      wechat: wechatSender({ account: options.wechat, templates, subscriptions, guardians, isProduction }),
      sms: smsSender({ sms: options.sms, kinds: options.smsKinds, guardians }),
    },
    onSettled: (channel, state) => settled.inc({ channel, state }),
  });
  app.jobs.add({ name: 'sendMessages', schedule: { everyMs: sendEveryMs }, run });
}
