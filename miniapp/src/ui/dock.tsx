import { View } from '@tarojs/components';
import type { ReactNode } from 'react';

/** The bar of actions at the bottom; goes into PageShell's `dock` and so comes last. */
export function Dock({ children }: { children: ReactNode }) {
  return (
    <View className="nc-dock">
      <View className="nc-dock-row">{children}</View>
    </View>
  );
}
