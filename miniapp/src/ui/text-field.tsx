import { Input, View } from '@tarojs/components';
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
  const noteId = `${id}-note`;
  return (
    <View className="nc-field">
      <View className="nc-field-label" aria-hidden="true">
        {label}
      </View>
      <Input
        id={id}
        className={`nc-input ${error === undefined ? '' : 'nc-input-wrong'}`}
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
          'aria-invalid': error === undefined ? 'false' : 'true',
          'aria-describedby': noteId,
          ...(props.autocomplete === undefined ? {} : { autocomplete: props.autocomplete }),
        }}
        onInput={(event) => onChange(event.detail.value)}
        onConfirm={() => onEnter?.()}
      />
      <View id={noteId} role={error === undefined ? undefined : 'alert'}>
        {error !== undefined && (
          <View className="nc-field-error">
            <Icon name="warning" size={16} />
            <View>{error}</View>
          </View>
        )}
        {error === undefined && hint !== undefined && (
          <View className="nc-caption nc-field-hint">{hint}</View>
        )}
      </View>
    </View>
  );
}
