import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Button } from './button';
import { Notice } from './notice';

/** Over what this phone kept from before: since when it stands, in `children`, and a way to ask again. */
export function OfflineNotice(props: { className: string; onReload: () => void; children: ReactNode }) {
  return (
    <View className={props.className}>
      <Notice icon="offline">没有网络。{props.children}</Notice>
      <Button
        className="nc-above-8"
        kind="outline"
        isSmall
        icon="refresh"
        text="重新连接"
        onTap={props.onReload}
      />
    </View>
  );
}
