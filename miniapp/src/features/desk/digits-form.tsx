import { useState } from 'react';
import { keepDesk } from '../../api/desk';
import { errorLine } from '../../api/error-messages';
import { useWrite } from '../../api/use-write';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/text-field';
import { callDesk } from './call-desk';

/** The six digits of the authenticator, now. `onOpened` once the desk is open on this device. */
export function DigitsForm(props: { membershipId: string; text: string; onOpened: () => void }) {
  const [code, setCode] = useState('');
  const write = useWrite();
  const open = () =>
    write.run(async () => {
      keepDesk(await callDesk('openDesk', { body: { membershipId: props.membershipId, code } }));
      props.onOpened();
    });
  return (
    <>
      <TextField
        id="desk-digits"
        label="验证器上的 6 位数字"
        type="number"
        value={code}
        maxLength={6}
        autocomplete="one-time-code"
        hint="每 30 秒换一次"
        error={write.error === null ? undefined : errorLine(write.error)}
        onChange={(next) => {
          setCode(next.replace(/\D/g, '').slice(0, 6));
          write.forgive();
        }}
        onEnter={() => code.length === 6 && void open()}
      />
      <Button
        className="nc-above-16"
        text={write.isBusy ? '正在打开' : props.text}
        isBusy={write.isBusy}
        isDisabled={code.length < 6}
        onTap={() => void open()}
      />
    </>
  );
}
