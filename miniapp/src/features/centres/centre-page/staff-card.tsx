import { View } from '@tarojs/components';
import type { CentreDetail } from '../../../api/centre';
import { Card } from '../../../ui/card';
import { Picture } from '../../../ui/picture';
import { staffPicture } from '../../../ui/pictures/staff-picture';
import { monthDay } from '../../../ui/words/civil-words';
import { staffWords } from './centre-facts';

const pictureWidth = 318;

/** Are there enough hands: an arch per carer, a dot per child, and the sentence that says the same. */
export function StaffCard({ ratio }: { ratio: CentreDetail['staffRatio'] }) {
  if (ratio === null) {
    return (
      <Card className="cp-section" title="老师够不够">
        <View className="nc-small nc-above-4">还没有公开老师和孩子的人数，可以打电话问。</View>
      </Card>
    );
  }
  const words = staffWords(ratio);
  const picture = staffPicture(ratio.carers, ratio.children, pictureWidth);
  const height = picture === null ? 0 : Number(/height="(\d+)"/.exec(picture)?.[1] ?? 0);
  return (
    <Card
      className="cp-section"
      title="老师够不够"
      aside={<View className="nc-caption">园方 {monthDay(ratio.asOf)}报的</View>}
    >
      {picture !== null && (
        <View className="nc-above-8">
          <Picture svg={picture} width={pictureWidth} height={height} />
        </View>
      )}
      <View className="nc-small nc-above-4">
        {words.sentence}
        <View className={`nc-bold cp-inline ${words.isEnough ? '' : 'cp-slate'}`}>{words.verdict}</View>。
      </View>
    </Card>
  );
}
