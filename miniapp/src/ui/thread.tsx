import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import './thread.css';

/** `newest` is drawn in apricot, `open` hollow: it is still to come. */
type Knot = { key: string; look?: 'newest' | 'open'; content: ReactNode };

/** What happened as knots of a thread, in the order given. */
export function Thread({ knots }: { knots: readonly Knot[] }) {
  return (
    <View className="nc-thread" role="list">
      {knots.map(({ key, look, content }) => (
        <View key={key} className={`nc-knot ${look === undefined ? '' : `nc-knot-${look}`}`} role="listitem">
          {content}
        </View>
      ))}
    </View>
  );
}
