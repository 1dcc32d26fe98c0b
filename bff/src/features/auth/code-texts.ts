import type { PhoneCodePurpose } from './codes.model.js';

/** Whoever reads a code out must know to whom and what for, and that it opens no account. */
const texts: Readonly<Record<PhoneCodePurpose, (code: string) => string>> = {
  signIn: (code) => `【就近托】登录验证码 ${code}，5 分钟内有效。不要告诉别人。`,
  desk: (code) =>
    `【就近托】托育机构的老师正在帮你办理，验证码 ${code}，5 分钟内有效。念给老师，就能看到你家孩子的称呼和月龄、帮你预约。不是你本人在办，不要告诉别人。`,
};

/** What the phone shows. */
export function codeText(purpose: PhoneCodePurpose, code: string): string {
  return texts[purpose](code);
}
