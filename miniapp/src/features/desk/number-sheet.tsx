import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Sheet } from '../../ui/sheet';
import { Stepper } from '../../ui/stepper';

const mostPlaces = 200;

/** A number to set, what it does, and one button. The sheet is made anew each time it opens, so it starts from `from`. */
export function NumberSheet(props: {
  title: string;
  label: string;
  from: number;
  min: number;
  text: (value: number) => string;
  doText: (value: number) => string;
  busyText: string;
  isBusy: boolean;
  fault: string | null;
  /** What the number chosen would do. */
  children: (value: number) => ReactNode;
  onDo: (value: number) => void;
  onClose: () => void;
}) {
  const [value, setValue] = useState(Math.max(props.min, props.from));
  return (
    <Sheet title={props.title} isOpen onClose={props.onClose}>
      <Stepper
        label={props.label}
        value={value}
        min={props.min}
        max={mostPlaces}
        text={props.text}
        onChange={setValue}
      />
      <View className="nc-small nc-above-8">{props.children(value)}</View>
      {props.fault !== null && (
        <Notice tone="apricot" icon="warning" role="alert" className="nc-above-8">
          {props.fault}
        </Notice>
      )}
      <Button
        className="nc-above-16"
        text={props.isBusy ? props.busyText : props.doText(value)}
        isBusy={props.isBusy}
        onTap={() => props.onDo(value)}
      />
    </Sheet>
  );
}
