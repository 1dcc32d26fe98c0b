import type { Reply } from '@nearcare/shared/contract/types';
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { StayWish } from '../../api/centre';
import { errorLine } from '../../api/error-messages';
import { useIdempotencyKey } from '../../api/idempotency-key';
import { useWrite } from '../../api/use-write';
import { Button, LinkButton } from '../../ui/button';
import { Card } from '../../ui/card';
import { ChoiceList } from '../../ui/choice-list';
import { Notice } from '../../ui/notice';
import { QuoteLines } from '../../ui/quote-lines';
import { Skeleton } from '../../ui/skeleton';
import { firstWish } from '../../ui/stay/stay-hours';
import { ageWords, dayWords, timeRange } from '../../ui/words/civil-words';
import { askDesk, refreshRosters } from './ask-desk';
import type { Visit } from './book-tab';
import { ChooseStay, useModesSold } from './choose-stay';

type Quote = Reply<'deskQuoteForFamily'>;
type Booking = Reply<'deskBookForFamily'>;

/** A child of the family at the desk, a stay of any kind that is sold here, its price, and the booking. */
export function BookForChild(props: {
  centreId: string;
  today: string;
  visit: Visit;
  onBooked: (booking: Booking) => void;
  onOther: () => void;
}) {
  const { visit } = props;
  const [childId, setChildId] = useState(visit.children[0]?.id ?? '');
  const [date, setDate] = useState<string | null>(null);
  const modes = useModesSold(props.centreId);
  const [picked, setPicked] = useState<StayWish | null>(null);
  const wish = picked ?? firstWish(modes[0] ?? 'fullDay');
  const [quote, setQuote] = useState<Quote | null>(null);
  const write = useWrite();
  const child = visit.children.find(({ id }) => id === childId);
  const forget = () => {
    setQuote(null);
    write.forgive();
  };
  const ask = (on: string, of: StayWish) =>
    write.run(async () =>
      setQuote(
        await askDesk('deskQuoteForFamily', {
          params: { deskVisitId: visit.deskVisitId },
          body: { childId, ...of, dates: [on] },
        }),
      ),
    );
  if (child === undefined) {
    return (
      <Card title="这一家还没有加孩子">
        <View className="nc-small nc-above-4">请家长先在手机上加孩子，再来约。</View>
        <LinkButton text="换一家" onTap={props.onOther} />
      </Card>
    );
  }
  return (
    <>
      <Card title="给谁约" aside={<LinkButton text="换一家" onTap={props.onOther} />}>
        <ChoiceList
          label="给谁约"
          value={childId}
          options={visit.children.map(({ id, nickname, ageMonths }) => ({
            value: id,
            text: nickname,
            note: ageWords(ageMonths),
          }))}
          onChange={(next) => {
            setChildId(next);
            setDate(null);
            forget();
          }}
        />
      </Card>
      <Card className="dk-gap" title="哪一天，几点">
        <ChooseStay
          {...{ centreId: props.centreId, today: props.today, ageMonths: child.ageMonths, modes, wish }}
          chosen={date}
          onWish={(next) => {
            const isOtherMode = next.mode !== wish.mode;
            setPicked(next);
            forget();
            if (isOtherMode) setDate(null);
            else if (date !== null) void ask(date, next);
          }}
          onChoose={(next, of) => {
            setDate(next);
            setPicked(of);
            forget();
            void ask(next, of);
          }}
        />
        {write.error !== null && quote === null && (
          <Notice tone="apricot" icon="warning" role="alert" className="nc-above-12">
            {errorLine(write.error, { child: child.nickname })}
          </Notice>
        )}
        {write.isBusy && quote === null && <Skeleton label="正在算价" rows={1} />}
      </Card>
      {quote?.days[0] !== undefined && (
        <ConfirmCard
          key={quote.id}
          quote={quote}
          day={quote.days[0]}
          deskVisitId={visit.deskVisitId}
          onBooked={props.onBooked}
          onRequote={() => void ask(date ?? props.today, wish)}
        />
      )}
    </>
  );
}

function ConfirmCard(props: {
  quote: Quote;
  day: Quote['days'][number];
  deskVisitId: string;
  onBooked: (booking: Booking) => void;
  onRequote: () => void;
}) {
  const { quote, day, deskVisitId } = props;
  const idempotencyKey = useIdempotencyKey({ quoteId: quote.id });
  const write = useWrite();
  const book = () =>
    write.run(async () => {
      const input = { params: { deskVisitId }, body: { quoteId: quote.id } };
      const booking = await askDesk('deskBookForFamily', input, { idempotencyKey });
      void refreshRosters();
      props.onBooked(booking);
    });
  return (
    <Card className="dk-gap" title={`${quote.childNickname}，${dayWords(day.date)}`}>
      <View className="nc-small">
        {day.groupName}，{timeRange(day.from, day.to)}。念给家长听，同意了再约。
      </View>
      <QuoteLines lines={day.lines} totalFen={day.totalFen} currency={quote.currency} />
      {write.error !== null && (
        <Notice tone="apricot" icon="warning" role="alert" className="nc-above-12">
          {errorLine(write.error, { child: quote.childNickname })}
        </Notice>
      )}
      {write.error?.code === 'quote_expired' ? (
        <Button className="nc-above-16" text="重新算价" onTap={props.onRequote} />
      ) : (
        <Button
          className="nc-above-16"
          text={write.isBusy ? '正在占位' : '帮这家约上'}
          isBusy={write.isBusy}
          onTap={() => void book()}
        />
      )}
    </Card>
  );
}
