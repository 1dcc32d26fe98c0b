import { View } from '@tarojs/components';
import './family-home.css';

/** Names and values in two columns, one under the other where the letters are large. */
export function Facts({ of }: { of: readonly (readonly [name: string, value: string])[] }) {
  return (
    <View className="nc-above-8">
      {of.map(([name, value]) => (
        <View key={name} className="fm-fact">
          <View className="fm-fact-name">{name}</View>
          <View className="fm-fact-value">{value}</View>
        </View>
      ))}
    </View>
  );
}
