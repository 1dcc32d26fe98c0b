import { View } from '@tarojs/components';
import type { ReactNode } from 'react';

/** A white card. `title` is a heading of the given level; what stands at its right goes into `aside`. */
export function Card(props: { title?: string; aside?: ReactNode; className?: string; children: ReactNode }) {
  return (
    <View className={`nc-card ${props.className ?? ''}`}>
      {props.title !== undefined && (
        <View className="nc-row nc-between nc-baseline nc-gap-8">
          <View className="nc-heading" role="heading" aria-level="2">
            {props.title}
          </View>
          {props.aside}
        </View>
      )}
      {props.children}
    </View>
  );
}

/** A stitched seam across a card. */
export function Seam() {
  return <View className="nc-seam" aria-hidden="true" />;
}
