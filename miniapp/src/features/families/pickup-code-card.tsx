import { View } from '@tarojs/components';
import type { PickupCode } from '../../api/family';
import { Seam } from '../../ui/card';
import { Picture } from '../../ui/picture';
import { qr } from '../../ui/pictures/qr';
import { Tag } from '../../ui/tag';
import { dayWords } from '../../ui/words/civil-words';
import './family-home.css';
import { codeStateWords, inThrees } from './family-words';

// Larger than on the booking’s card: nothing else has to stand beside it.
const qrSize = 196;

/** 接娃码: who, for whom, when; the picture for the reader and six digits for everybody else. */
export function PickupCodeCard(props: {
  who: string;
  child: string;
  on: string;
  state: PickupCode['state'];
  /** Null on a phone that did not make it: the digits are shown once only. */
  shown: { code: string; qrText: string } | null;
}) {
  const { word, tint } = codeStateWords[props.state];
  return (
    <View className="nc-card fm-code-card">
      <View className="nc-row nc-between nc-top nc-gap-8">
        <View className="nc-grow">
          <View className="nc-title" role="heading" aria-level="2">
            {dayWords(props.on)}
          </View>
          <View className="nc-strong nc-above-4">
            {props.who}接{props.child}
          </View>
        </View>
        <Tag text={word} tone={tint} {...(tint === 'green' ? { icon: 'check' as const } : {})} />
      </View>
      {props.state === 'valid' && props.shown !== null && (
        <>
          <Seam />
          <View className="fm-code-picture">
            <Picture
              svg={qr(props.shown.qrText, qrSize)}
              width={qrSize}
              height={qrSize}
              label="接娃码的二维码"
            />
          </View>
          <View
            className="nc-display fm-code-digits"
            role="img"
            aria-label={`接娃码 ${[...props.shown.code].join(' ')}`}
          >
            {inThrees(props.shown.code)}
          </View>
          <View className="nc-small nc-centre">扫不了就报这六个数字。没网也能看。</View>
        </>
      )}
      <View className="fm-code-foot nc-small">
        {props.state === 'valid' ? '只在当天有效，用一次就作废。' : '这个码不能再用了。'}
      </View>
    </View>
  );
}
