import { Input, View } from '@tarojs/components';
import { Field, FieldHint, noteIdOf } from './field';
import { Icon } from './icon';

type TextFieldProps = {
  id: string;
  label: string;
  value: string;
  placeholder?: string;
  type?: 'text' | 'number';
  maxLength?: number;
  /** Under the field, in red with an icon; read with the field. */
  error?: string | undefined;
  hint?: string;
  isFocused?: boolean;
  autocomplete?: string;
  onChange: (value: string) => void;
  onEnter?: () => void;
};

export function TextField(props: TextFieldProps) {
  const { id, label, value, error, hint, onChange, onEnter } = props;
  const isWrong = error !== undefined;
  return (
    <Field
      id={id}
      label={label}
      isWrong={isWrong}
      note={
        isWrong ? (
          <View className="nc-field-error">
            <Icon name="warning" size={16} />
            <View>{error}</View>
          </View>
        ) : (
          <FieldHint hint={hint} />
        )
      }
    >
      <Input
        id={id}
        className={`nc-input ${isWrong ? 'nc-input-wrong' : ''}`}
        value={value}
        type={props.type ?? 'text'}
        maxlength={props.maxLength ?? 140}
        placeholder={props.placeholder ?? ''}
        placeholderClass="nc-placeholder"
        focus={props.isFocused ?? false}
        confirmType="done"
        aria-label={label}
        nativeProps={{
          'aria-label': label,
          'aria-invalid': isWrong ? 'true' : 'false',
          'aria-describedby': noteIdOf(id),
          ...(props.autocomplete === undefined ? {} : { autocomplete: props.autocomplete }),
        }}
        onInput={(event) => onChange(event.detail.value)}
        onConfirm={() => onEnter?.()}
      />
    </Field>
  );
}
