import { View } from '@tarojs/components';
import { useState } from 'react';
import { copyText } from '../../platform/clipboard';
import { savePicture } from '../../platform/save-picture';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import './form/form.css';
import { groupedCode } from './tracking-code';

/** The only way to an anonymous complaint, to be written down, copied or kept as a picture. */
export function TrackingCodeCard({ code, number }: { code: string; number: string | null }) {
  const [told, setTold] = useState<string | null>(null);
  const grouped = groupedCode(code);
  const copy = async () => setTold((await copyText(grouped)) ? '复制好了。' : '没复制成，请抄下来。');
  const save = async () => {
    const lines = [
      { text: '就近托 投诉查询码', size: 36, isBold: true },
      { text: grouped, size: 52, isBold: true },
      ...(number === null ? [] : [{ text: `编号 ${number}`, size: 30 }]),
      { text: '投诉与求助，用查询码查。别给别人看。', size: 28 },
    ];
    setTold((await savePicture(`查询码.png`, lines)) ? '存好了，在相册或下载里。' : '没存成，请抄下来。');
  };
  return (
    <Card className="nc-above-12" title="查询码">
      <View className="nc-small nc-above-4">记下来，丢了就查不到。谁有它，谁就能看。</View>
      <View className="cm-code nc-above-8" role="img" aria-label={`查询码 ${grouped.split('').join(' ')}`}>
        {grouped.split('-').map((group, index) => (
          <View key={`group-${index + 1}`}>{group}</View>
        ))}
      </View>
      <View className="nc-row nc-wrap nc-gap-8 nc-above-12">
        <Button className="nc-half" kind="outline" icon="copy" text="复制" onTap={() => void copy()} />
        <Button
          className="nc-half"
          kind="outline"
          icon="download"
          text="存成图片"
          onTap={() => void save()}
        />
      </View>
      {told !== null && (
        <View className="nc-caption nc-above-8" role="status">
          {told}
        </View>
      )}
    </Card>
  );
}
