import { View } from '@tarojs/components';

export type Fact = readonly [name: string, value: string];

const longestBeside = 5;

/**
 * Names and values in two columns, one under the other where the letters are large. A name too long for its column, as the
 * lines of a price list have, takes the room it needs, and its value stands at the end of the row.
 */
export function FactRows({ facts }: { facts: readonly Fact[] }) {
  return (
    <View className="nc-above-8">
      {facts.map(([name, value]) => (
        <View key={name} className={`nc-fact ${name.length > longestBeside ? 'nc-fact-long' : ''}`}>
          <View className="nc-fact-name">{name}</View>
          <View className="nc-fact-value">{value}</View>
        </View>
      ))}
    </View>
  );
}
