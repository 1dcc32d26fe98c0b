import { useState } from 'react';
import { LinkButton } from '../../ui/button';
import { TextArea } from '../../ui/text-area';
import { WithConsent } from '../../ui/with-consent';

/** As many letters as the service takes. */
const longestNote = 200;

/** What a family tells the centre with its application. Nothing is written before the consent that it is kept under. */
export function NoteField(props: { note: string; onChange: (note: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  if (!isOpen) return <LinkButton text="想跟机构说两句" onTap={() => setOpen(true)} />;
  return (
    <WithConsent purpose="enrolment" onRefused={() => setOpen(false)}>
      <TextArea
        id="enrolment-note"
        label="想跟机构说的"
        value={props.note}
        maxLength={longestNote}
        placeholder="比如 午睡要抱小被子，想先来看看"
        hint="可以不写。这家的老师能看到"
        onChange={props.onChange}
      />
    </WithConsent>
  );
}
