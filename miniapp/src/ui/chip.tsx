import { ScrollView, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import './chips.css';
import { Tap } from './tap';

export function Chip(props: {
  children: ReactNode;
  isOn?: boolean;
  isWide?: boolean;
  label?: string;
  role?: 'button' | 'radio';
  onTap: () => void;
}) {
  const { isOn = false, isWide = false, label, role = 'button' } = props;
  return (
    <Tap
      role={role}
      isOn={isOn}
      className={`nc-chip ${isOn ? 'nc-chip-on' : ''} ${isWide ? 'nc-grow' : ''}`}
      {...(label === undefined ? {} : { label })}
      onTap={props.onTap}
    >
      {props.children}
    </Tap>
  );
}

/** Chips side by side in a row that scrolls under a thumb; it reaches the page's edges. */
export function ChipRow(props: { label: string; role: 'group' | 'radiogroup'; children: ReactNode }) {
  return (
    <ScrollView scrollX enhanced showScrollbar={false} className="nc-chips">
      <View className="nc-chips-row" role={props.role} aria-label={props.label}>
        {props.children}
      </View>
    </ScrollView>
  );
}
