import { Button } from '@tarojs/components';

export type WechatPhoneButtonProps = {
  text: string;
  isBusy: boolean;
  /** The code for the number, or null where the guardian or WeChat withheld it. */
  onPhoneCode: (phoneCode: string | null) => void;
};

/**
 * WeChat gives the phone number only to a tap on a button of its own kind, and asks the guardian itself. The kind that
 * checks the number at that moment: one that changed hands must not open its former owner's family.
 */
export function WechatPhoneButton({ text, isBusy, onPhoneCode }: WechatPhoneButtonProps) {
  return (
    <Button
      openType="getRealtimePhoneNumber"
      className="nc-button nc-button-solid nc-native-button"
      hoverClass="none"
      disabled={isBusy}
      // Its types forget that a guardian may say no.
      onGetRealTimePhoneNumber={({ detail }: { detail: { code?: string } }) =>
        onPhoneCode(detail.code ?? null)
      }
    >
      {text}
    </Button>
  );
}
