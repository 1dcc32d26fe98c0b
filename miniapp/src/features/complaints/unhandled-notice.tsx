import { callPhone } from '../../platform/phone-call';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { helpNumbers } from '../../ui/words/help-numbers';
import { useHelp } from './ask-complaints';

/** Nobody is at the desk that would have it: who can be called instead. */
export function UnhandledNotice() {
  const { regionCode, help } = useHelp();
  const numbers = help?.numbers ?? helpNumbers(regionCode);
  const hotline = numbers.find(({ kind }) => kind === 'government');
  return (
    <Notice tone="apricot" icon="warning" className="nc-above-8">
      这个区还没有人在这里办理。编号会留着，请先打电话。
      {hotline !== undefined && (
        <Button
          className="nc-above-8"
          kind="outline"
          isSmall
          icon="phone"
          text={`打 ${hotline.number}`}
          onTap={() => callPhone(hotline.number)}
        />
      )}
    </Notice>
  );
}
