import { wasNeverSent } from '../../lib/never-sent.js';
import { type SmsProvider, SmsRefusedError } from '../../lib/sms.js';
import { type WechatAccount, WechatSilentError } from '../../lib/wechat-account.js';
import type { Guardians } from '../auth/auth.public.js';
import type { OutsideWords } from './notice-entry.js';
import type { NoticeKind } from './notices.public.js';
import type { Channel, MessageDoc } from './outbox.model.js';
import type { SubscriptionsModel } from './subscriptions.model.js';
import { templateData, type WechatTemplate } from './wechat-templates.js';

/**
 * How one hand-over came out. `uncertain`: it may have arrived, so it is not repeated; `refused`: the guardian does not
 * want it; `failed`: no repetition would help; `retry`: it has certainly not arrived.
 */
export type Delivery = {
  did: 'sent' | 'refused' | 'failed' | 'retry' | 'uncertain';
  reason: string | null;
};

/** One way to a phone. */
export type Sender = {
  carries(kind: NoticeKind): boolean;
  /** What hands the message over, to be called once; or the reason why this guardian can't be reached this way. */
  prepare(message: MessageDoc, words: OutsideWords): Promise<(() => Promise<Delivery>) | string>;
};
export type Senders = Readonly<Record<Channel, Sender>>;

/** Where a tap on the message leads. */
const page = 'pages/notices/index';
/** Not subscribed (any more): the guardian has switched the message off. */
const notSubscribed = 43101;
/** What stays wrong however often it is tried: receiver, template, its fields, page, app. */
const forGood = [40003, 40013, 40037, 41030, 43104, 47003];

type WechatDeps = {
  account: WechatAccount | null;
  templates: readonly WechatTemplate[];
  subscriptions: SubscriptionsModel;
  guardians: Guardians;
  isProduction: boolean;
};

/** WeChat's subscription messages (developers.weixin.qq.com: sendMessage of subscribe-message). */
export function wechatSender({
  account,
  templates,
  subscriptions,
  guardians,
  isProduction,
}: WechatDeps): Sender {
  const templateOf = (kind: NoticeKind) => templates.find((template) => template.kind === kind);

  async function prepare({ _id, kind, familyId, guardianId }: MessageDoc, words: OutsideWords) {
    const template = templateOf(kind);
    if (!account || !template) return 'no_template';
    const address = await guardians.findAddress(familyId, guardianId);
    if (!address?.openid) return 'no_wechat';
    const message = {
      touser: address.openid,
      template_id: template.templateId,
      page,
      miniprogram_state: isProduction ? 'formal' : 'developer',
      lang: 'zh_CN',
      data: templateData(template, words),
    };
    if (!(await subscriptions.take(guardianId, template.templateId, _id))) return 'not_subscribed';
    return async () => {
      const delivery = await send(account, message);
      // What was not sent used nothing up; what is tried again finds its own.
      if (delivery.did === 'refused' || delivery.did === 'failed') await subscriptions.giveBack(_id);
      return delivery;
    };
  }

  return { carries: (kind) => account !== null && templateOf(kind) !== undefined, prepare };
}

async function send(account: WechatAccount, message: object): Promise<Delivery> {
  try {
    const answer = await account.askWithToken('/cgi-bin/message/subscribe/send', message);
    const errcode = Number(answer.errcode ?? 0);
    if (errcode === 0) return { did: 'sent', reason: null };
    const reason = `errcode ${errcode}`;
    if (errcode === notSubscribed) return { did: 'refused', reason };
    return { did: forGood.includes(errcode) ? 'failed' : 'retry', reason };
  } catch (error) {
    const isUncertain = error instanceof WechatSilentError && error.isUncertain;
    return isUncertain ? { did: 'uncertain', reason: 'no_answer' } : { did: 'retry', reason: 'not_reached' };
  }
}

type SmsDeps = { sms: SmsProvider; kinds: readonly NoticeKind[]; guardians: Guardians };

/** Text messages, for the kinds that the operator pays for. */
export function smsSender({ sms, kinds, guardians }: SmsDeps): Sender {
  return {
    carries: (kind) => kinds.includes(kind),
    async prepare({ familyId, guardianId }, { title, hint }) {
      const phone = (await guardians.findAddress(familyId, guardianId))?.phone;
      if (!phone) return 'no_phone';
      return () => sendSms(sms, phone, `${title}，${hint}。`);
    },
  };
}

async function sendSms(sms: SmsProvider, phone: string, text: string): Promise<Delivery> {
  try {
    await sms.sendText(phone, text);
    return { did: 'sent', reason: null };
  } catch (error) {
    const isCertain = error instanceof SmsRefusedError || wasNeverSent(error);
    return isCertain ? { did: 'retry', reason: 'not_taken' } : { did: 'uncertain', reason: 'no_answer' };
  }
}
