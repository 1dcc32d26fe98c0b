import { Textarea, View } from '@tarojs/components';
import './text-area.css';

type TextAreaProps = {
  id: string;
  label: string;
  value: string;
  placeholder?: string;
  maxLength: number;
  hint?: string;
  onChange: (value: string) => void;
};

/** A few lines of text. What stands under it is read with it. */
export function TextArea(props: TextAreaProps) {
  const { id, label, value, onChange } = props;
  const noteId = `${id}-note`;
  return (
    <View className="nc-field">
      <View className="nc-field-label" aria-hidden="true">
        {label}
      </View>
      <Textarea
        id={id}
        className="nc-input nc-text-area"
        value={value}
        maxlength={props.maxLength}
        placeholder={props.placeholder ?? ''}
        placeholderClass="nc-placeholder"
        aria-label={label}
        nativeProps={{ 'aria-label': label, 'aria-describedby': noteId }}
        onInput={(event) => onChange(event.detail.value)}
      />
      <View id={noteId} className="nc-caption nc-field-hint">
        {props.hint}
      </View>
    </View>
  );
}
