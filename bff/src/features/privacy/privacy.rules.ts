import type { Reply } from '@nearcare/shared/contract/types';
import { addDays } from '@nearcare/shared/rules/civil-date';
import { proofUntil } from '../consents/consents.public.js';

type Effect = Pick<Reply<'previewDeletion'>, 'erased' | 'kept'>;
export type DeletionScope = Reply<'previewDeletion'>['scope'];

/** Longest life of a backup of the key vault that an operator may keep (docs/privacy.md). */
const keyBackupDays = 30;

/** Only who is the last guardian can end the family; with another one there, each can take only itself away. */
export function scopeFor(guardians: number): DeletionScope {
  return guardians > 1 ? 'guardian' : 'family';
}

/**
 * What goes and what stays, in the words of the preview and of the receipt. They name nobody. `hadDesk`: that guardian
 * has or had a place at a desk, so that other families hold records of its looks.
 */
export function deletionEffect(scope: DeletionScope, requestedOn: string, hadDesk: boolean): Effect {
  const { erased, kept } = effectOnFamily(scope, requestedOn);
  return hadDesk
    ? { erased: [...erased, '你在工作台的称呼和验证器'], kept: [...kept, ...keptOfDesk(requestedOn)] }
    : { erased, kept };
}

/** At most so long: each look is forgotten three years after it. */
function keptOfDesk(requestedOn: string): Effect['kept'] {
  const until = proofUntil(requestedOn);
  return [
    {
      what: '你看过哪些孩子的记录，有你当时的称呼',
      why: '记在那些孩子的家里，只有那家家长能看；未成年人网络保护条例第三十六条要求记录',
      until,
    },
    { what: '你的工作台从哪天到哪天', why: '证明谁有过查看的权限；里面没有你的称呼和账号', until },
  ];
}

function effectOnFamily(scope: DeletionScope, requestedOn: string): Effect {
  const until = proofUntil(requestedOn);
  const receipt = { what: '这张注销回执', why: '证明已经按你的要求删除，里面没有姓名和手机号', until };
  if (scope === 'guardian')
    return {
      erased: ['你的手机号和微信登录', '你所有的登录和设备', '你允许的微信通知'],
      kept: [
        { what: '孩子、接送人、预约和同意的记录', why: '另一位家长还在用，由另一位家长管理', until: null },
        { what: '你家投诉的事，如果有', why: '接着办，里面没有你的账号了，有事联系另一位家长', until: null },
        receipt,
      ],
    };
  return {
    erased: [
      '你的手机号和微信登录',
      '你所有的登录和设备',
      '孩子的称呼、出生日期和性别',
      '接送人和接娃码',
      '减免申请、说明和证明文件',
      '所有预约、报价和入托申请，没开始的先取消',
      '课堂的报名、候补和评价，没上的先取消',
      '指导记录、问专家的问题、入户指导的地址和记录',
      '你和投诉的联系',
      '录播课学到了哪里，直播间里的提问和到场记录',
      '收藏的机构',
      '没用过的邀请',
      '收到的通知，和你允许的微信通知',
      '给老人的打印卡，和谁看过孩子的记录',
      '你家的加密密钥',
    ],
    kept: [
      {
        what: '同意和撤回的记录',
        why: '证明当时得到过同意，参照个人信息保护法第五十六条的三年；里面没有姓名和手机号',
        until,
      },
      {
        what: '你投诉过的事，如果有',
        why: '主管部门要办完、留底；已经和你断开，里面没有你的账号和手机号。你自己写在里面的字还在',
        until: null,
      },
      receipt,
      {
        what: '备份里的加密资料',
        why: '密钥已经销毁；密钥自己的备份最多留 30 天，之后谁也打不开',
        until: addDays(requestedOn, keyBackupDays),
      },
    ],
  };
}
