import { View } from '@tarojs/components';
import type { CentreDetail } from '../../../api/centre';
import { Card } from '../../../ui/card';
import { Picture } from '../../../ui/picture';
import { lowestScore, radar } from '../../../ui/pictures/radar';
import './quality.css';
import { dimensions, qualitySentence, scoresInOrder } from './quality-words';

/** Quality as figure, numbered table and sentence; the table alone says it all. */
export function QualityCard({ quality }: { quality: CentreDetail['quality'] }) {
  if (quality === null) {
    return (
      <Card className="cp-section" title="质量评估">
        <View className="nc-small nc-above-4">还没有公开的质量评估。</View>
      </Card>
    );
  }
  const scores = scoresInOrder(quality);
  const lowest = lowestScore(scores);
  const figure = radar(scores);
  const words = qualitySentence(quality);
  return (
    <Card
      className="cp-section"
      title="质量评估"
      aside={
        <View className="cp-grade" role="img" aria-label={`${quality.grade} 级`}>
          {quality.grade}
        </View>
      }
    >
      <View className="nc-caption">
        {quality.isSelfAssessed ? '机构自评' : '官方评估'} {quality.assessedOn}，{quality.assessor}
      </View>
      <View className="cp-quality">
        {figure !== null && (
          <View className="cp-radar">
            <Picture svg={figure} width={208} height={164} />
          </View>
        )}
        <View className="cp-scores">
          {dimensions.map(({ dimension, name }, index) => {
            const score = scores[index] ?? null;
            return (
              <View key={dimension} className={`cp-score ${index === lowest ? 'cp-score-lowest' : ''}`}>
                <View>
                  {index + 1} {name}
                </View>
                <View className="nc-nowrap">
                  {score === null ? (
                    <View className="cp-inline cp-score-of">没公开</View>
                  ) : (
                    <>
                      <View className="cp-inline cp-score-points">{score.points}</View>
                      <View className="cp-inline cp-score-of">/{score.outOf}</View>
                    </>
                  )}
                </View>
              </View>
            );
          })}
        </View>
      </View>
      <View className="nc-small nc-above-4">
        {words.total}。
        {words.best !== null && words.weakest !== null && (
          <>
            <View className="nc-bold cp-inline">{words.best}</View>最好，
            <View className="nc-bold cp-inline">{words.weakest}</View>较弱。
          </>
        )}
      </View>
      <View className="nc-caption">按 WS/T 821—2023，推荐性标准。等级由评估方给出。</View>
    </Card>
  );
}
