import { Textarea } from '@tarojs/components';
import { Field, FieldHint, noteIdOf } from './field';
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
  return (
    <Field id={id} label={label} note={<FieldHint hint={props.hint} />}>
      <Textarea
        id={id}
        className="nc-input nc-text-area"
        value={value}
        maxlength={props.maxLength}
        placeholder={props.placeholder ?? ''}
        placeholderClass="nc-placeholder"
        aria-label={label}
        nativeProps={{ 'aria-label': label, 'aria-describedby': noteIdOf(id) }}
        onInput={(event) => onChange(event.detail.value)}
      />
    </Field>
  );
}
