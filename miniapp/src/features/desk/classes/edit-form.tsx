import { View } from '@tarojs/components';
import { useState } from 'react';
import { useIdempotencyKey } from '../../../api/idempotency-key';
import { asApiError } from '../../../api/problem';
import { useWrite } from '../../../api/use-write';
import { goBack, replaceWith } from '../../../platform/navigate';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { ChoiceList } from '../../../ui/choice-list';
import { FieldFault } from '../../../ui/field-fault';
import { Notice } from '../../../ui/notice';
import { Segmented } from '../../../ui/segmented';
import { Stepper } from '../../../ui/stepper';
import { TextArea } from '../../../ui/text-area';
import { TextField } from '../../../ui/text-field';
import { ageWords } from '../../../ui/words/civil-words';
import { type ClassWay, topics, topicWords, wayWords } from '../../../ui/words/class-words';
import { WriteFault } from '../../../ui/write-fault';
import { askDesk } from '../ask-desk';
import { type DeskClass, keepDeskClass, recheckDeskClass, recheckExpertPool } from './ask-classes-desk';
import {
  type ClassForm,
  type FormFault,
  faultsOf,
  isTold,
  newClassOf,
  updateOf,
  type VenueForm,
} from './class-form';
import { ExpertFields } from './expert-fields';
import { SeatFields } from './seat-fields';
import { SessionFields } from './session-fields';
import { VenueFields } from './venue-fields';

const oldestMonths = 72;

type EditFormProps = {
  /** Null: a new one. */
  of: DeskClass | null;
  initial: ClassForm;
  /** Where the desk itself is. */
  home: VenueForm | null;
  today: string;
};

/** Everything that is said of a class, from what one decides by to the terms. */
export function EditForm({ of, initial, home, today }: EditFormProps) {
  const [form, setForm] = useState(initial);
  const [areFaultsShown, setFaultsShown] = useState(false);
  const write = useWrite();
  const change = (part: Partial<ClassForm>) => setForm((before) => ({ ...before, ...part }));
  const all = faultsOf(form, of);
  const faults: Partial<Record<FormFault, string>> = areFaultsShown ? all : {};
  const idempotencyKey = useIdempotencyKey(form);
  const isToTell = of !== null && isTold(form, of);

  const send = () => {
    setFaultsShown(true);
    if (Object.keys(all).length > 0) return;
    void write.run(async () => {
      try {
        await (of === null ? publish() : update(of));
      } catch (thrown) {
        const { code } = asApiError(thrown);
        if (code === 'class_changed' && of !== null) recheckDeskClass(of.id);
        if (code === 'expert_not_in_pool') recheckExpertPool();
        throw thrown;
      }
    });
  };

  const publish = async () => {
    const published = await askDesk('deskPublishClass', { body: newClassOf(form) }, { idempotencyKey });
    keepDeskClass(published);
    // A recorded one is nothing without its recording.
    if (published.way === 'recorded') replaceWith('/pages/desk-classes/lesson', { id: published.id });
    else replaceWith('/pages/desk-classes/class', { id: published.id });
  };

  const update = async ({ id, rev }: DeskClass) => {
    const params = { classId: id };
    keepDeskClass(await askDesk('deskUpdateClass', { params, body: updateOf(form, rev) }));
    goBack();
  };

  return (
    <View>
      {of === null && (
        <View className="nc-card">
          <View className="nc-field-label">怎么上</View>
          <Segmented<ClassWay>
            label="怎么上"
            value={form.way}
            options={(['onSite', 'live', 'recorded'] as const).map((value) => ({
              value,
              text: wayWords[value],
            }))}
            onChange={(way) => change({ way, seats: way === 'onSite' ? '12' : '' })}
          />
          <ChoiceList<ClassForm['kind']>
            label="哪一种"
            value={form.kind}
            options={[
              { value: 'lecture', text: '家长课堂' },
              { value: 'activity', text: '亲子活动' },
            ]}
            onChange={(kind) => change({ kind })}
          />
        </View>
      )}
      <Card className="dk-gap" title="讲什么">
        <TextField
          id="class-title"
          label="题目"
          value={form.title}
          maxLength={60}
          error={faults.title}
          onChange={(title) => change({ title })}
        />
        <TextArea
          id="class-about"
          label="介绍"
          value={form.about}
          maxLength={2000}
          hint={faults.about ?? '讲什么、带什么、适合谁'}
          onChange={(about) => change({ about })}
        />
        <View className="nc-field-label nc-above-12">主题</View>
        <ChoiceList
          label="主题"
          value={form.topic}
          options={topics.map((value) => ({ value, text: topicWords[value] }))}
          onChange={(topic) => change({ topic })}
        />
        <FieldFault text={faults.topic} />
        <View className="nc-field-label nc-above-12">从多大</View>
        <Stepper
          label="最小月龄"
          value={form.ageFromMonths}
          min={0}
          max={oldestMonths}
          text={ageWords}
          onChange={(ageFromMonths) => change({ ageFromMonths })}
        />
        <View className="nc-field-label nc-above-8">到多大</View>
        <Stepper
          label="最大月龄"
          value={form.ageToMonths}
          min={0}
          max={oldestMonths}
          text={ageWords}
          onChange={(ageToMonths) => change({ ageToMonths })}
        />
        <FieldFault text={faults.ages} />
      </Card>
      {form.way !== 'recorded' && (
        <SessionFields
          sessions={form.sessions}
          today={today}
          fault={faults.sessions}
          onChange={(sessions) => change({ sessions })}
        />
      )}
      {form.way === 'onSite' && (
        <VenueFields
          venue={form.venue}
          home={home}
          fault={faults.venue}
          onChange={(venue) => change({ venue })}
        />
      )}
      <ExpertFields
        experts={form.experts}
        fault={faults.experts}
        onChange={(experts) => change({ experts })}
      />
      <SeatFields form={form} isNew={of === null} faults={faults} onChange={change} />
      {isToTell && (
        <Card className="dk-gap" title="要告诉家长">
          <View className="nc-small">报了名和候补的家庭会收到一次消息，里面有这句话。</View>
          <TextField
            id="class-reason"
            label="为什么改"
            value={form.reason}
            maxLength={200}
            error={faults.reason}
            onChange={(reason) => change({ reason })}
          />
        </Card>
      )}
      {areFaultsShown && Object.keys(all).length > 0 && (
        <Notice tone="apricot" icon="warning" role="alert" className="nc-above-12">
          有 {Object.keys(all).length} 处要改，上面标着。
        </Notice>
      )}
      <WriteFault error={write.error} />
      <Button
        className="nc-above-16"
        text={write.isBusy ? '正在提交' : of === null ? '发布' : '改好了'}
        isBusy={write.isBusy}
        onTap={send}
      />
    </View>
  );
}
