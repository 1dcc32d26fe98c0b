import { View } from '@tarojs/components';
import { Card } from '../../../ui/card';
import { Notice } from '../../../ui/notice';
import { Picture } from '../../../ui/picture';
import { complaintClock } from '../../../ui/pictures/complaint-clock';
import { ReadAloudButton } from '../../../ui/read-aloud-button';
import { Tag } from '../../../ui/tag';
import { clockNames, complaintState } from '../../../ui/words/complaint-words';
import type { Complaint } from '../ask-complaints';
import { UnhandledNotice } from '../unhandled-notice';
import { clockFace, nextClock, untilWords } from '../when-words';
import './progress.css';

/** Where it stands: the drawn clock, the next step and its deadline, and who deals with it. */
export function StandCard({ of }: { of: Complaint }) {
  const now = Date.now();
  const next = nextClock(of);
  const face = clockFace(of.clocks, now);
  const { word, tint } = complaintState[of.state];
  const step = next === undefined ? null : clockNames[next.name];
  const until = next === undefined ? null : untilWords(next, now);
  return (
    <Card
      className="cm-stand"
      title={of.categoryLabel}
      aside={<Tag text={next?.isOverdue ? '超期' : word} tone={next?.isOverdue ? 'apricot' : tint} />}
    >
      <View className="nc-small">
        {of.number}·{of.place.name}
      </View>
      <View className="cm-stand-row">
        {face !== null && <Picture svg={complaintClock(face)} label={face.label} width={150} height={150} />}
        <View className="cm-stand-words">
          {step !== null && (
            <>
              <View className="nc-caption">下一步</View>
              <View className="nc-strong">{step}</View>
              <View className={next?.isOverdue ? 'cm-late' : 'cm-until'} role="status">
                {until}
              </View>
              <View className="cm-rule" />
            </>
          )}
          <View className="nc-caption">经办</View>
          <View className="nc-strong">{of.handler.name}</View>
        </View>
      </View>
      {of.otherBodies.length > 0 && step !== null && (
        <View className="nc-caption nc-above-8">需要时会转给{of.otherBodies.join('、')}。</View>
      )}
      {!of.isHandledHere && step !== null && <UnhandledNotice />}
      {of.watchedBy !== null && (
        <Notice icon="eye" className="nc-above-8">
          过了期限，{of.watchedBy}能看到了；再拖下去，可以由他们接手。
        </Notice>
      )}
      {next?.isAssumed === true && (
        <View className="nc-caption nc-above-8">那年的放假安排还没公布，期限可能差几天。</View>
      )}
      {step !== null && (
        <View className="nc-centre">
          <ReadAloudButton sentences={[`${word}。下一步${step}，${until}。由${of.handler.name}办。`]} />
        </View>
      )}
    </Card>
  );
}
