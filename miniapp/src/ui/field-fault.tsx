import { View } from '@tarojs/components';
import { Icon } from './icon';

/** What is wrong with a field that is no text field, under it. */
export function FieldFault({ text }: { text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <View className="nc-field-error" role="alert">
      <Icon name="warning" size={16} />
      <View>{text}</View>
    </View>
  );
}
