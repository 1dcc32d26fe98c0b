import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Picture } from './picture';

type StateViewProps = {
  /** SVG string, 132 × 88. */
  picture?: string;
  title: string;
  sentence?: string;
  /** `alert` when it refuses something the parent just asked for. */
  role?: 'status' | 'alert';
  children?: ReactNode;
};

/** Empty, failed, refused: a picture, what it is, what next. Nothing is lost without the picture. */
export function StateView({ picture, title, sentence, role = 'status', children }: StateViewProps) {
  return (
    <View className="nc-state">
      {picture !== undefined && (
        <View className="nc-state-picture">
          <Picture svg={picture} width={132} height={88} />
        </View>
      )}
      <View role={role}>
        <View className="nc-heading nc-centre" role="heading" aria-level="2">
          {title}
        </View>
        {sentence !== undefined && sentence !== '' && (
          <View className="nc-small nc-centre nc-above-4">{sentence}</View>
        )}
      </View>
      {children !== undefined && <View className="nc-state-actions">{children}</View>}
    </View>
  );
}
