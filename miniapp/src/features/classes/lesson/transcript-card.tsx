import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Tap } from '../../../ui/tap';
import { positionWords } from '../../../ui/words/class-words';
import { useTranscript } from './use-lesson';

const firstParts = 6;

/** What is said, piece by piece: for who can't listen, and for who has no network. A tap goes to that place. */
export function TranscriptCard(props: {
  classId: string;
  isThere: boolean;
  canSeek: boolean;
  onSeek: (seconds: number) => void;
}) {
  const { transcript } = useTranscript(props.classId, props.isThere);
  const [isWhole, setWhole] = useState(false);
  if (transcript === null || transcript.parts.length === 0) return null;
  const shown = isWhole ? transcript.parts : transcript.parts.slice(0, firstParts);
  return (
    <Card className="cl-gap" title="文字稿" aside={<View className="nc-caption">没网也能看</View>}>
      {shown.map(({ at, text }) =>
        props.canSeek ? (
          <Tap
            key={at}
            className="ls-part"
            label={`${positionWords(at)}，${text}`}
            onTap={() => props.onSeek(at)}
          >
            <View className="nc-caption ls-at">{positionWords(at)}</View>
            <View className="nc-grow">{text}</View>
          </Tap>
        ) : (
          <View key={at} className="ls-part">
            <View className="nc-caption ls-at">{positionWords(at)}</View>
            <View className="nc-grow">{text}</View>
          </View>
        ),
      )}
      {shown.length < transcript.parts.length && (
        <Button className="nc-above-8" kind="outline" isSmall text="看全文" onTap={() => setWhole(true)} />
      )}
    </Card>
  );
}
