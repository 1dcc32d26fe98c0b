import type { Body } from '@nearcare/shared/contract/types';
import { View } from '@tarojs/components';
import { call } from '../../api/client';
import { errorLine } from '../../api/error-messages';
import { useWrite } from '../../api/use-write';
import { Card } from '../../ui/card';
import { ChoiceList } from '../../ui/choice-list';
import { Notice } from '../../ui/notice';
import { satisfactionWords } from '../../ui/words/care-words';
import { monthDay } from '../../ui/words/civil-words';
import { type Booking, rememberBooking } from './booking-cache';

type Answer = Body<'submitSurvey'>['answer'];

const options = (['satisfied', 'fair', 'unsatisfied'] as const).map((value) => ({
  value,
  text: satisfactionWords[value],
}));

/** One question after care. Nothing where it may not be answered any more and was not. */
export function SurveyCard({ booking }: { booking: Booking }) {
  const write = useWrite();
  const { survey, child } = booking;
  if (survey === null || (!survey.isOpen && survey.answer === null)) return null;
  const submit = (answer: Answer) =>
    write.run(async () => {
      // The same answer again changes nothing; so no key is needed.
      rememberBooking(await call('submitSurvey', { params: { bookingId: booking.id }, body: { answer } }));
    });
  return (
    <Card className="bk-section" title={`这次照看${child.nickname}，你满意吗`}>
      {survey.isOpen ? (
        <View className="nc-above-8">
          <ChoiceList
            label="满意吗"
            value={survey.answer}
            options={options}
            onChange={(answer) => void submit(answer)}
          />
        </View>
      ) : (
        <View className="nc-strong nc-above-4">{survey.answer && satisfactionWords[survey.answer]}</View>
      )}
      {write.error !== null && (
        <Notice tone="apricot" icon="warning" role="alert" className="nc-above-8">
          {errorLine(write.error)}
        </Notice>
      )}
      <View className="nc-caption nc-above-8" role="status">
        {write.isBusy ? '正在记下' : noteOf(survey)}
      </View>
    </Card>
  );
}

function noteOf({ answer, isOpen, until }: NonNullable<Booking['survey']>): string {
  if (!isOpen) return '已经记下，只算进这家的总数。';
  const anonymous = '只算进这家的总数，不显示是谁。';
  return answer === null ? anonymous : `记下了，${monthDay(until)}前能改。${anonymous}`;
}
