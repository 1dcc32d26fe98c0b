/** What decides of a guardian, when somebody signs in by WeChat and shares a phone number. */
export type Known = { readonly _id: string; readonly wechatIndex?: string };

export type Joining<G extends Known> =
  | { do: 'make' }
  | { do: 'use'; guardian: G }
  | { do: 'addWechat'; guardian: G }
  | { do: 'setPhone'; guardian: G }
  | { do: 'mergeInto'; guardian: G; spare: G }
  | { do: 'refuse' };

/**
 * Whose session it will be. WeChat vouches for the account at this moment. For the number it vouches as well as the
 * mini-program's button asks it to: `getRealtimePhoneNumber` checks it now, `getPhoneNumber` may have long ago, and
 * carriers give numbers to new people. Hence:
 * - A number opens the guardian that has it only while no other WeChat account is joined to that one. Otherwise
 *   `refuse`: whoever holds the number now can still come in by a code sent to it.
 * - A guardian known by its WeChat account takes the number shared, in place of an older one: the account is the same.
 * - One person who came once by phone and once by WeChat has two guardians. The phone's stays (`mergeInto`) and gets
 *   the account; whether the other may go is for its family to say: nothing that was put there may be lost.
 * @param byPhone the guardian that has the number
 * @param byWechat the guardian that has the account
 */
export function joinIdentities<G extends Known>(byPhone: G | null, byWechat: G | null): Joining<G> {
  if (byPhone && byWechat?._id === byPhone._id) return { do: 'use', guardian: byPhone };
  if (byPhone?.wechatIndex) return { do: 'refuse' };
  if (byPhone && byWechat) return { do: 'mergeInto', guardian: byPhone, spare: byWechat };
  if (byPhone) return { do: 'addWechat', guardian: byPhone };
  if (byWechat) return { do: 'setPhone', guardian: byWechat };
  return { do: 'make' };
}
