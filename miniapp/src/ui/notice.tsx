import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';

type NoticeProps = {
  tone?: 'apricot' | 'indigo' | 'green' | 'red';
  icon?: IconName;
  /** `alert` only for refusals and offers. */
  role?: 'status' | 'alert';
  className?: string;
  children: ReactNode;
};

/** One line that says what is going on. */
export function Notice({ tone = 'apricot', icon, role = 'status', className = '', children }: NoticeProps) {
  return (
    <View className={`nc-notice nc-notice-${tone} ${className}`} role={role}>
      {icon && <Icon name={icon} />}
      <View className="nc-grow">{children}</View>
    </View>
  );
}
