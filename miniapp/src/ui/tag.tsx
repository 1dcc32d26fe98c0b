import { View } from '@tarojs/components';
import { Icon, type IconName } from './icon';

type TagTone = 'plain' | 'indigo' | 'apricot' | 'green' | 'red' | 'plum';

export function Tag({ text, tone = 'plain', icon }: { text: string; tone?: TagTone; icon?: IconName }) {
  return (
    <View className={`nc-tag nc-tag-${tone}`}>
      {icon && <Icon name={icon} size={16} />}
      <View>{text}</View>
    </View>
  );
}

/** Stands wherever the data says that it is made up. */
export function DemoTag() {
  return <View className="nc-demo">演示数据</View>;
}
