import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Button } from './button';
import { Notice } from './notice';
import { Sheet } from './sheet';

type ConfirmSheetProps = {
  title: string;
  isOpen: boolean;
  doText: string;
  busyText: string;
  keepText: string;
  /** The side that changes nothing is the solid one where the other cannot be undone; none where neither is pushed. */
  solid?: 'do' | 'keep' | 'none';
  isBusy: boolean;
  fault: string | null;
  onDo: () => void;
  onClose: () => void;
  /** What doing it means, before it is done. */
  children: ReactNode;
};

/** A question with what each answer does, and two buttons of one size, so that neither is pressed by mistake. */
export function ConfirmSheet(props: ConfirmSheetProps) {
  const { solid = 'keep' } = props;
  return (
    <Sheet title={props.title} isOpen={props.isOpen} onClose={props.onClose}>
      {props.children}
      {props.fault !== null && (
        <Notice tone="apricot" icon="warning" role="alert" className="nc-above-12">
          {props.fault}
        </Notice>
      )}
      <View className="nc-row nc-wrap nc-gap-8 nc-above-16">
        <Button
          className="nc-half"
          kind={solid === 'do' ? 'solid' : 'outline'}
          text={props.isBusy ? props.busyText : props.doText}
          isBusy={props.isBusy}
          onTap={props.onDo}
        />
        <Button
          className="nc-half"
          kind={solid === 'keep' ? 'solid' : 'outline'}
          text={props.keepText}
          onTap={props.onClose}
        />
      </View>
    </Sheet>
  );
}
