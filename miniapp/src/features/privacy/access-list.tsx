import { View } from '@tarojs/components';
import { useMyFamily } from '../../api/family';
import { lookTimeWords } from '../../ui/words/look-words';
import { accessWords, whoWords } from './access-words';
import './accesses.css';
import type { Access } from './use-accesses';

/** Looks on a thread, the last on top. */
export function AccessList({ accesses }: { accesses: readonly Access[] }) {
  const { family } = useMyFamily();
  const nameOf = (childId: string) =>
    family?.children.find(({ id }) => id === childId)?.nickname ?? '删掉的孩子';
  return (
    <View role="list">
      {accesses.map((access) => (
        <View key={access.id} className="ac-item" role="listitem">
          <View className="ac-dot" aria-hidden="true" />
          <View className="nc-grow">
            <View className="ac-words">
              <View className="nc-bold nc-inline">{whoWords(access)}</View>{' '}
              {accessWords(access, nameOf(access.childId))}
            </View>
            <View className="nc-caption">{lookTimeWords(access)}</View>
          </View>
        </View>
      ))}
    </View>
  );
}
