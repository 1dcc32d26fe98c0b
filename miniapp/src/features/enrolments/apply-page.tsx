import { addMonths } from '@nearcare/shared/rules/civil-date';
import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { type CentreDetail, useCentre } from '../../api/centre';
import { call } from '../../api/client';
import { recheckConsents } from '../../api/consents';
import { errorLine } from '../../api/error-messages';
import type { Child } from '../../api/family';
import { useIdempotencyKey } from '../../api/idempotency-key';
import { asApiError } from '../../api/problem';
import { useWrite } from '../../api/use-write';
import { replaceWith } from '../../platform/navigate';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ChoiceList } from '../../ui/choice-list';
import { Dock } from '../../ui/dock';
import { FactRows } from '../../ui/fact-rows';
import { Notice } from '../../ui/notice';
import { PageShell } from '../../ui/page-shell';
import { Segmented } from '../../ui/segmented';
import { ToggleRow } from '../../ui/toggle-row';
import { Unread } from '../../ui/unread';
import { weekdayLetters, weekdayWord } from '../../ui/words/civil-words';
import { perUnit, price } from '../../ui/words/money';
import { keepEnrolment } from './ask-enrolments';
import './enrolments.css';
import { NoteField } from './note-field';

/** As many months ahead as the service takes; it refuses others all the same. */
const monthsShown = 3;
const modes = [
  { value: 'fullDay', text: '全天' },
  { value: 'morning', text: '上午' },
  { value: 'afternoon', text: '下午' },
] as const;
type Mode = (typeof modes)[number]['value'];

/** A month over its year: together they don't fit on one line beside two others. */
const monthOption = (month: string) => ({
  text: `${Number(month.slice(5))}月`,
  note: `${month.slice(0, 4)}年`,
});

/** Applying for care by the month: when it begins, on which weekdays, in which hours. */
export function ApplyPage(props: { centreId: string; child: Child; overlay?: ReactNode }) {
  const title = `给${props.child.nickname}申请入托`;
  const read = useCentre(props.centreId);
  if (read.data === undefined) {
    return (
      <PageShell title={title} overlay={props.overlay}>
        <View className="nc-card">
          <Unread label="正在取机构" read={read} />
        </View>
      </PageShell>
    );
  }
  return <ApplyForm {...props} title={title} centre={read.data} />;
}

function ApplyForm(props: { title: string; centre: CentreDetail; child: Child; overlay?: ReactNode }) {
  const { centre, child } = props;
  const { card, region } = centre;
  const opened = centre.openingHours.map(({ weekday }) => weekday);
  const offered = modes.filter(({ value }) =>
    centre.priceList.some(
      ({ kind, unit, mode }) =>
        kind === 'care' && unit === 'month' && mode === (value === 'fullDay' ? 'fullDay' : 'halfDay'),
    ),
  );
  const months = Array.from({ length: monthsShown }, (_, index) =>
    addMonths(`${region.today.slice(0, 7)}-01`, index).slice(0, 7),
  );
  const [startMonth, setStartMonth] = useState(months[1] ?? '');
  const [weekdays, setWeekdays] = useState(opened.filter((weekday) => weekday <= 5));
  const [mode, setMode] = useState<Mode>(offered[0]?.value ?? 'fullDay');
  const [note, setNote] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const write = useWrite();
  const form = {
    ...{ centreId: card.id, childId: child.id, startMonth, weekdays: [...weekdays].sort() },
    ...(mode === 'fullDay' ? { mode } : { mode: 'halfDay' as const, half: mode }),
    ...(note.trim() === '' ? {} : { note: note.trim() }),
  };
  const idempotencyKey = useIdempotencyKey(form);
  const apply = () => {
    setFault(weekdays.length === 0 ? '选星期几来。' : null);
    if (weekdays.length === 0) return;
    void write.run(async () => {
      try {
        const enrolment = await call('applyForEnrolment', { body: form }, { idempotencyKey });
        keepEnrolment(enrolment);
        replaceWith('/pages/enrolment/index', { id: enrolment.id });
      } catch (thrown) {
        if (asApiError(thrown).code === 'consent_required') void recheckConsents();
        throw thrown;
      }
    });
  };
  const shown = fault ?? (write.error === null ? null : errorLine(write.error, { child: child.nickname }));
  return (
    <PageShell
      title={props.title}
      isDemo={card.isDemo}
      overlay={props.overlay}
      dock={
        <View>
          {shown !== null && (
            <Notice tone="apricot" icon="warning" role="alert">
              {shown}
            </Notice>
          )}
          <Dock>
            <Button
              className="nc-grow"
              text={write.isBusy ? '正在提交' : '提交申请'}
              isBusy={write.isBusy}
              onTap={apply}
            />
          </Dock>
        </View>
      }
    >
      <Card title={card.name}>
        <View className="nc-small">{card.address}</View>
        <View className="nc-field">
          <View className="nc-field-label">从哪个月开始</View>
          <ChoiceList
            label="从哪个月开始"
            value={startMonth}
            options={months.map((value) => ({ value, ...monthOption(value) }))}
            onChange={setStartMonth}
          />
        </View>
        <View className="nc-field en-weekdays">
          <View className="nc-field-label">星期几来</View>
          <ToggleRow
            label="星期几来"
            values={weekdays}
            options={opened.map((value) => ({
              ...{ value, text: weekdayLetters[value - 1] ?? '', label: weekdayWord(value) },
            }))}
            onChange={setWeekdays}
          />
        </View>
        {offered.length > 1 && (
          <View className="nc-field">
            <View className="nc-field-label">一天里</View>
            <Segmented<Mode> label="一天里" value={mode} options={offered} onChange={setMode} />
          </View>
        )}
        <View className="nc-above-12">
          <NoteField note={note} onChange={setNote} />
        </View>
      </Card>
      <MonthPrices centre={centre} mode={mode} />
      <Card className="en-gap" title="申请以后">
        <View className="nc-small nc-above-4">机构几个工作日内答复，期限写在申请里。</View>
        <View className="nc-small nc-above-4">收下后托位就留好。申请不收钱，费用到园付。</View>
        <View className="nc-small nc-above-4">入园前要做入托体检，材料可以之后再记。</View>
        <View className="nc-caption nc-above-8">机构能看到孩子的称呼和月龄，每次都有记录。</View>
      </Card>
    </PageShell>
  );
}

function MonthPrices({ centre, mode }: { centre: CentreDetail; mode: Mode }) {
  const lines = centre.priceList.filter(
    (line) =>
      line.kind === 'care' &&
      line.unit === 'month' &&
      line.mode === (mode === 'fullDay' ? 'fullDay' : 'halfDay'),
  );
  if (lines.length === 0) return null;
  return (
    <Card className="en-gap" title="按月的价格">
      <FactRows
        facts={lines.map(({ label, amountFen, unit }) => [
          label,
          `${price(amountFen)} ${perUnit(centre.region.currency, unit)}`,
        ])}
      />
      <View className="nc-caption nc-above-8">价目表写的是整月，只上几天的请和机构谈。</View>
    </Card>
  );
}
