import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { missingPatch } from './pictures/state-pictures';
import { StateView } from './state-view';

type EmptyCardProps = {
  /** Chooses the colours of the quilt that lacks a patch: a word of the screen’s own. */
  seed: string;
  title: string;
  sentence: string;
  /** The ways on. */
  children: ReactNode;
};

/** A card in the place of what is not there, or not yet, or not for whoever is not signed in. */
export function EmptyCard({ seed, title, sentence, children }: EmptyCardProps) {
  return (
    <View className="nc-card">
      <StateView picture={missingPatch(seed)} title={title} sentence={sentence}>
        {children}
      </StateView>
    </View>
  );
}
