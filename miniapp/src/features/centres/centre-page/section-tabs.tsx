import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Tap } from '../../../ui/tap';
import './section-tabs.css';

/** The parts of the page, once its first card is out of view. */
export function SectionTabs(props: {
  names: readonly string[];
  current: number;
  onShow: (index: number) => void;
}) {
  return (
    <View className="st-tabs" role="navigation" aria-label="这一页的内容">
      {props.names.map((name, index) => (
        <Tap
          key={name}
          role="link"
          {...(index === props.current ? { isOn: true } : {})}
          className={`st-tab ${index === props.current ? 'st-tab-on' : ''}`}
          onTap={() => props.onShow(index)}
        >
          {name}
        </Tap>
      ))}
    </View>
  );
}

/** A part to jump to; its beginning stands as far above it as the tabs cover. */
export function Part({ anchor, children }: { anchor: string; children: ReactNode }) {
  return (
    <View className="st-part">
      <View id={anchor} className="st-anchor" />
      {children}
    </View>
  );
}
