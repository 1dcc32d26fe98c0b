import { firstMonthTooOld } from '@nearcare/shared/rules/age';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../ui/button';
import { Sheet } from '../../../ui/sheet';
import { Stepper } from '../../../ui/stepper';
import { Tap } from '../../../ui/tap';
import { ageWords } from '../../../ui/words/civil-words';
import './age-sheet.css';

const shortcuts = [6, 9, 12, 15, 18, 21, 24, 27, 30, 33] as const;

/** 选个月龄: for parents who only want to look. One tap for the common ages, plus and minus for the exact month. */
export function AgeSheet(props: {
  isOpen: boolean;
  ageMonths: number | null;
  onClose: () => void;
  onChoose: (months: number) => void;
}) {
  return (
    <Sheet title="选个月龄" isOpen={props.isOpen} onClose={props.onClose}>
      <AgeChoice ageMonths={props.ageMonths ?? 18} onChoose={props.onChoose} />
    </Sheet>
  );
}

function AgeChoice({ ageMonths, onChoose }: { ageMonths: number; onChoose: (months: number) => void }) {
  const [months, setMonths] = useState(ageMonths);
  return (
    <View>
      <View className="cp-ages" role="radiogroup" aria-label="月龄">
        {shortcuts.map((shortcut) => (
          <Tap
            key={shortcut}
            role="radio"
            isOn={shortcut === months}
            className={`cp-age ${shortcut === months ? 'cp-age-on' : ''}`}
            onTap={() => setMonths(shortcut)}
          >
            {shortcut} 个月
          </Tap>
        ))}
      </View>
      <View className="nc-above-12">
        <Stepper
          label="月龄"
          value={months}
          min={0}
          max={firstMonthTooOld - 1}
          text={ageWords}
          onChange={setMonths}
        />
      </View>
      <Button className="nc-above-12" text={`看 ${months} 个月的余位`} onTap={() => onChoose(months)} />
    </View>
  );
}
