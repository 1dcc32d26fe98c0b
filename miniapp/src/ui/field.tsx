import { View } from '@tarojs/components';
import type { ReactNode } from 'react';

/** Where the note under a field of that id is, for `aria-describedby`: what stands there is read with the field. */
export const noteIdOf = (id: string) => `${id}-note`;

/** A field's label above it and its note below. */
export function Field(props: {
  id: string;
  label: string;
  /** The note says what is wrong, and is read at once. */
  isWrong?: boolean;
  note: ReactNode;
  children: ReactNode;
}) {
  return (
    <View className="nc-field">
      <View className="nc-field-label" aria-hidden="true">
        {props.label}
      </View>
      {props.children}
      <View id={noteIdOf(props.id)} role={props.isWrong === true ? 'alert' : undefined}>
        {props.note}
      </View>
    </View>
  );
}

export const FieldHint = ({ hint }: { hint: string | undefined }) =>
  hint === undefined ? null : <View className="nc-caption nc-field-hint">{hint}</View>;
