import { View } from '@tarojs/components';
import './score-patches.css';
import { Tap } from './tap';

const scores = [1, 2, 3, 4, 5] as const;
const scoreWords = ['很不满意', '不满意', '一般', '满意', '很满意'] as const;

/** One of five by one tap. `value`: what was given before, where it may be changed. */
export function ScorePatches(props: {
  value?: number | null;
  isBusy: boolean;
  onScore: (score: number) => void;
}) {
  return (
    <>
      <View className="sp-patches" role="group" aria-label="打分">
        {scores.map((score) => (
          <Tap
            key={score}
            className={`sp-patch ${score === props.value ? 'sp-patch-on' : ''}`}
            label={`${score} 分，${scoreWords[score - 1]}`}
            {...(props.value === undefined ? {} : { isOn: score === props.value })}
            isBusy={props.isBusy}
            onTap={() => props.onScore(score)}
          >
            {score}
          </Tap>
        ))}
      </View>
      <View className="nc-row nc-between nc-caption nc-above-4" aria-hidden="true">
        <View>{scoreWords[0]}</View>
        <View>{scoreWords[4]}</View>
      </View>
    </>
  );
}
