import { View } from '@tarojs/components';
import { scanCode } from '../../platform/scan-code';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/text-field';

/** What a QR says: by the camera where there is one, else typed or by a reader that types. */
export function CodeField(props: {
  id: string;
  label: string;
  value: string;
  hint: string;
  error: string | undefined;
  onChange: (text: string) => void;
  onEnter: (text: string) => void;
}) {
  const scan = scanCode;
  return (
    <View>
      {scan !== null && (
        <Button
          className="nc-above-12"
          kind="outline"
          text="扫一扫"
          label={`扫${props.label}`}
          onTap={() =>
            void scan().then((text) => {
              if (text === null) return;
              props.onChange(text);
              props.onEnter(text);
            })
          }
        />
      )}
      <TextField
        id={props.id}
        label={props.label}
        value={props.value}
        maxLength={120}
        autocomplete="off"
        hint={props.hint}
        error={props.error}
        onChange={props.onChange}
        onEnter={() => props.onEnter(props.value)}
      />
    </View>
  );
}
