import { ScrollView, View } from '@tarojs/components';
import { createContext, type ReactNode, useContext, useState } from 'react';

/** Coarse on purpose: what depends on it is drawn anew a few times a second at most. */
export const scrollStepPx = 400;
const ScrolledTo = createContext(0);

/** How far the ScrollArea around has been scrolled, in steps of `scrollStepPx`. */
export const useScrolledTo = () => useContext(ScrolledTo);

/** A part of a page that scrolls by itself. `into`: the id of the element to bring into view. */
export function ScrollArea(props: {
  children: ReactNode;
  className?: string;
  into?: string | null;
  onEnd?: () => void;
}) {
  const [step, setStep] = useState(0);
  return (
    <ScrollView
      scrollY
      enhanced
      showScrollbar={false}
      className="nc-scroll"
      lowerThreshold={300}
      scrollIntoView={props.into ?? ''}
      onScroll={({ detail }) => setStep(Math.floor(Math.max(0, detail.scrollTop) / scrollStepPx))}
      onScrollToLower={() => props.onEnd?.()}
    >
      <View className={props.className ?? ''}>
        <ScrolledTo.Provider value={step * scrollStepPx}>{props.children}</ScrolledTo.Provider>
      </View>
    </ScrollView>
  );
}
