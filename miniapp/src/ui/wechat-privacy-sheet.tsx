import { View, Button as WechatButton } from '@tarojs/components';
import { useEffect } from 'react';
import { create } from 'zustand';
import { useIsPageShown } from '../platform/page';
import {
  agreeButtonId,
  answerPrivacyAsk,
  listenForPrivacyAsk,
  openPrivacyContract,
  privacyAskShown,
} from '../platform/privacy';
import { Button, LinkButton } from './button';
import { Sheet } from './sheet';

/** Whether WeChat holds a call back until the guardian has answered. One question for the whole app. */
const usePrivacyAsk = create<{ isAsked: boolean }>(() => ({ isAsked: false }));

listenForPrivacyAsk(() => usePrivacyAsk.setState({ isAsked: true }));

function answer(agreed: boolean): void {
  usePrivacyAsk.setState({ isAsked: false });
  answerPrivacyAsk(agreed);
}

/** WeChat's question in our words, on the page in view. Refusing fails that one call, as a refused permission does. */
export function WechatPrivacySheet() {
  const { isAsked } = usePrivacyAsk();
  const isShown = useIsPageShown();
  const isOpen = isAsked && isShown;
  useEffect(() => {
    if (isOpen) privacyAskShown();
  }, [isOpen]);
  return (
    <Sheet title="这一步要用到手机里的信息" isOpen={isOpen} onClose={() => answer(false)}>
      <View>比如你的位置，只在你用的那一刻用，不保存。</View>
      <View className="nc-small nc-above-4">不同意也能用：选个地方一样能找。</View>
      <LinkButton icon="page" text="看微信里的隐私保护指引" onTap={openPrivacyContract} />
      <View className="nc-row nc-wrap nc-gap-8 nc-above-8">
        <Button className="nc-half" kind="outline" text="不同意" onTap={() => answer(false)} />
        <View className="nc-half">
          <WechatButton
            id={agreeButtonId}
            openType="agreePrivacyAuthorization"
            className="nc-button nc-button-outline nc-native-button"
            hoverClass="none"
            onAgreePrivacyAuthorization={() => answer(true)}
          >
            同意
          </WechatButton>
        </View>
      </View>
    </Sheet>
  );
}
