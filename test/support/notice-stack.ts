import { endedSessions } from '@nearcare/bff/features/auth/ended-sessions';
import { guardiansPublic } from '@nearcare/bff/features/auth/guardians.service';
import { smsSender, wechatSender } from '@nearcare/bff/features/notices/channels';
import type { NoticeEvent, NoticeKind } from '@nearcare/bff/features/notices/notices.public';
import { noticesPublic } from '@nearcare/bff/features/notices/notices.service';
import type { OutboxModel } from '@nearcare/bff/features/notices/outbox.model';
import { outboxService } from '@nearcare/bff/features/notices/outbox.service';
import { familyKeys } from '@nearcare/bff/keys/family-keys';
import { folderVault } from '@nearcare/bff/keys/folder-vault';
import { newId } from '@nearcare/bff/lib/ids';
import type { SmsProvider } from '@nearcare/bff/lib/sms';
import { wechatAccount } from '@nearcare/bff/lib/wechat-account';
import { type Interrupt, interrupted } from './booking-stack.js';
import type { TestApp } from './build-test-app.js';
import { deskErasureOf } from './desk-holder.js';
import { type FamilyModels, familyModels, type StoreOfTest } from './family-models.js';
import { Parent } from './parent.js';
import type { WechatStandIn } from './wechat-stand-in.js';

/** What the operator of these tests has set; each kind's template is named after it. */
export const templatesText = [
  'bookedAtDesk:T_booked:thing1=centre,time2=when,phrase3=state,thing4=hint',
  'bookingCancelledByCentre:T_cancelled:thing1=centre,date2=when,thing3=reason',
  'guardianJoined:T_joined:thing1=title,thing2=when',
].join(';');

export function wechatEnv({ baseUrl, appId, appSecret }: WechatStandIn): Record<string, string> {
  return {
    WECHAT_API_BASE_URL: baseUrl,
    WECHAT_APP_ID: appId,
    WECHAT_APP_SECRET: appSecret,
    WECHAT_TEMPLATES: templatesText,
  };
}

type Choices = {
  interrupt?: Interrupt;
  /** In place of the outbox that the product has. */
  outbox?: (model: OutboxModel) => OutboxModel;
  sms?: { provider: SmsProvider; kinds: NoticeKind[] };
  waitMs?: number;
  isHeld?: () => boolean;
};

type ProcessOfNotices = { tell: (event: NoticeEvent) => Promise<void>; send: () => Promise<number> };

/** Telling and sending beside the service of a test, as a second process does it, with every write passing `interrupt`. */
export function noticeStack(test: StoreOfTest & Pick<TestApp, 'config'>): {
  models: FamilyModels;
  process: (choices?: Choices) => ProcessOfNotices;
} {
  const { clock, config } = test;
  const models = familyModels(test);

  function process(choices: Choices = {}): ProcessOfNotices {
    const { interrupt = (write) => write(), outbox = (model) => model, waitMs = 5_000 } = choices;
    const keys = familyKeys({ ring: config.keyRing, vault: folderVault(config.keysDir) });
    const ended = endedSessions(models.accounts, clock.now);
    const desks = deskErasureOf(test, keys, interrupt);
    const guardians = guardiansPublic({ model: models.accounts, keys, ended, desks, clock });
    const notices = interrupted(models.notices, ['insert', 'markPosted'], interrupt);
    const rows = interrupted(models.outbox, ['post', 'take', 'settle', 'giveUp', 'bury'], interrupt);
    const subscriptions = interrupted(models.subscriptions, ['take', 'giveBack'], interrupt);
    const account = config.wechat && wechatAccount(config.wechat, { report: () => undefined, waitMs });
    const silent = { showsCode: false, sendCode: async () => undefined, sendText: async () => undefined };
    const { provider = silent, kinds = [] } = choices.sms ?? {};
    const { run } = outboxService({
      notices,
      outbox: outbox(rows),
      senders: {
        wechat: wechatSender({
          ...{ account, templates: config.wechatTemplates, subscriptions, guardians },
          isProduction: false,
        }),
        sms: smsSender({ sms: provider, kinds, guardians }),
      },
      keys,
      clock,
      onSettled: () => undefined,
    });
    const told = noticesPublic({ model: notices, guardians, keys, clock });
    return { tell: (event) => told.tell(event), send: () => run({ isHeld: choices.isHeld ?? (() => true) }) };
  }

  return { models, process };
}

/** A parent signed in by WeChat, with `allowed` messages of each template allowed. */
export async function wechatParent(test: TestApp, wechat: WechatStandIn, allowed = 1) {
  const openid = newId('openid');
  const parent = new Parent(test.app);
  const { body, status, problem } = await parent.call('loginWithWechat', {
    body: { code: wechat.loginCode(openid), phoneCode: wechat.phoneCode(parent.phone) },
  });
  if (status !== 200) throw new Error(`sign-in answered ${JSON.stringify(problem)}`);
  parent.token = body.accessToken;
  parent.familyId = body.familyId;
  for (let times = 0; times < allowed; times += 1) {
    const decisions = ['T_booked', 'T_cancelled', 'T_joined'].map((templateId) => ({
      templateId,
      decision: 'accept',
    }));
    await parent.call('recordSubscription', { body: { decisions } });
  }
  const [me] = (await parent.call('getMyFamily')).body.guardians;
  const delivered = () => wechat.delivered.filter((message) => message.openid === openid);
  return Object.assign(parent, { openid, guardianId: me?.id ?? '', delivered });
}

/** The desk booked a day for this family. */
export function bookedEvent(familyId: string, at: Date, key = newId('bookings')) {
  return {
    kind: 'bookedAtDesk' as const,
    key,
    familyId,
    at,
    facts: {
      bookingId: 'b_0123456789abcdef',
      centreName: '禾川市桥西街道绒球屋普惠婴幼儿托育服务中心',
      childNickname: '小满',
      date: '2026-11-26',
      from: '08:30',
    },
  };
}
