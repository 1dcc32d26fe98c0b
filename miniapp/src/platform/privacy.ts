import Taro from '@tarojs/taro';

/** WeChat looks whether the button with this id was tapped before it believes an `agree`. */
export const agreeButtonId = 'wechat-privacy-agree';

type Resolve = Parameters<Parameters<typeof Taro.onNeedPrivacyAuthorization>[0]>[0];

/** Each call that waits for the guardian: WeChat asks again for every one, and each needs its own answer. */
let waiting: Resolve[] = [];

/**
 * WeChat holds back a call that touches personal data (location, clipboard, files) until the guardian has agreed to the
 * app's privacy guide. `show` is told each time; what waits goes on or fails with `answerPrivacyAsk`. Older WeChat asks
 * nothing. To be called once, at the start.
 */
export function listenForPrivacyAsk(show: () => void): void {
  if (!Taro.canIUse('onNeedPrivacyAuthorization')) return;
  Taro.onNeedPrivacyAuthorization((resolve) => {
    waiting.push(resolve);
    show();
  });
}

/** Tells WeChat that the question stands on the screen, as it wants to know. */
export function privacyAskShown(): void {
  for (const resolve of waiting) resolve({ event: 'exposureAuthorization' });
}

/** Lets the held-back calls go on, or fail as a refused permission does. */
export function answerPrivacyAsk(agreed: boolean): void {
  const answered = waiting;
  waiting = [];
  for (const resolve of answered) {
    resolve(agreed ? { event: 'agree', buttonId: agreeButtonId } : { event: 'disagree' });
  }
}

/** Opens the privacy guide that the operator filed with WeChat. */
export function openPrivacyContract(): void {
  Taro.openPrivacyContract({ fail: () => undefined });
}
