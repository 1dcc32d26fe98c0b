import { View } from '@tarojs/components';
import { goTo } from '../platform/navigate';
import { LinkButton } from './button';

/** The three texts, one tap away wherever somebody may first meet us. */
export function RulesLinks() {
  return (
    <View className="rl-links">
      <LinkButton text="隐私政策" onTap={() => goTo('/pages/privacy/document', { kind: 'privacyPolicy' })} />
      <LinkButton
        text="儿童规则"
        label="儿童个人信息保护规则"
        onTap={() => goTo('/pages/privacy/document', { kind: 'childrenRules' })}
      />
      <LinkButton text="用户协议" onTap={() => goTo('/pages/privacy/document', { kind: 'userAgreement' })} />
    </View>
  );
}
