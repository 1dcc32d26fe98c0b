import { View } from '@tarojs/components';
import { useState } from 'react';
import { LinkButton } from '../../ui/button';
import { Card } from '../../ui/card';
import { FactRows } from '../../ui/fact-rows';
import { dayWords } from '../../ui/words/civil-words';
import { attendedWords, careTodayWords } from '../../ui/words/enrolment-words';
import type { Enrolment } from './ask-enrolments';

const shownAtFirst = 5;

/** How today and the days before it went, as the centre said; nothing until it says something or expects the child. */
export function AttendanceCard({ of }: { of: Enrolment }) {
  const [isWhole, setWhole] = useState(false);
  const { attendance, today } = of;
  const todayWords = careTodayWords(of);
  const before = attendance.filter(({ date }) => date !== today);
  if (todayWords === null && before.length === 0) return null;
  const shown = isWhole ? before : before.slice(0, shownAtFirst);
  return (
    <Card className="en-gap" title="到园">
      {todayWords !== null && (
        <View className="nc-strong nc-above-4" role="status">
          {todayWords}
        </View>
      )}
      {of.careToday?.status === 'noShow' && (
        <View className="nc-small nc-above-4">今天的托位已经让出来。后来到了，请老师补登记。</View>
      )}
      {shown.length > 0 && (
        <FactRows facts={shown.map((day) => [dayWords(day.date), attendedWords(day)] as const)} />
      )}
      {before.length > shown.length && (
        <LinkButton text={`看最近一个月的 ${before.length} 天`} onTap={() => setWhole(true)} />
      )}
    </Card>
  );
}
