import { View } from '@tarojs/components';
import { Icon } from '../../../ui/icon';

/** One named fact of the register. The tick stands where it is as it should be, which the words say as well. */
export function Fact({
  name,
  value,
  isChecked = false,
}: {
  name: string;
  value: string;
  isChecked?: boolean;
}) {
  return (
    <View className="cp-fact">
      <View className="cp-fact-name">{name}</View>
      <View className="cp-fact-value">
        <View className="cp-fact-text">{value}</View>
        {isChecked && (
          <View className="cp-fact-check">
            <Icon name="check" size={16} />
          </View>
        )}
      </View>
    </View>
  );
}
