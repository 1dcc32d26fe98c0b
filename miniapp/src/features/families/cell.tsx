import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Icon } from '../../ui/icon';
import { Tap } from '../../ui/tap';
import './families.css';

/** One line that leads somewhere. */
export function Cell(props: {
  icon: ReactNode;
  text: string;
  aside?: string;
  label?: string;
  /** Something waits there; said in `aside` as well. */
  isNew?: boolean;
  onTap: () => void;
}) {
  return (
    <Tap
      className="fm-cell"
      {...(props.label === undefined ? {} : { label: props.label })}
      onTap={props.onTap}
    >
      <View className="fm-indigo">{props.icon}</View>
      <View className="fm-cell-body">
        <View className="fm-cell-text">{props.text}</View>
        {props.aside !== undefined && (
          <View className={props.isNew ? 'nc-badge' : 'nc-caption'}>{props.aside}</View>
        )}
      </View>
      <Icon name="chevron-right" size={16} />
    </Tap>
  );
}
