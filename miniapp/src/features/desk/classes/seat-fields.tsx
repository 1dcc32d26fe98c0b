import { View } from '@tarojs/components';
import { Card } from '../../../ui/card';
import { ChoiceList } from '../../../ui/choice-list';
import { Stepper } from '../../../ui/stepper';
import { TextField } from '../../../ui/text-field';
import type { ClassForm, FormFault } from './class-form';

const mostOfOneFamily = 5;
const hours = [0, 2, 12, 24, 48] as const;

/** The hours offered, and the one that stands where it is another. */
const hoursWith = (own: number) => [...new Set([...hours, own])].sort((a, b) => a - b);

/** Seats, price and until when one may come or go. */
export function SeatFields(props: {
  form: ClassForm;
  isNew: boolean;
  faults: Partial<Record<FormFault, string>>;
  onChange: (part: Partial<ClassForm>) => void;
}) {
  const { form, faults, onChange } = props;
  const isCounted = form.way !== 'recorded' && (props.isNew || form.seats !== '');
  return (
    <Card className="dk-gap" title="名额和收费">
      {isCounted && (
        <TextField
          id="class-seats"
          label={form.way === 'live' ? '名额（空着就不限人）' : '名额'}
          value={form.seats}
          type="number"
          maxLength={3}
          error={faults.seats}
          hint={props.isNew ? '按孩子算' : '少于已经报名的，不会赶走任何人'}
          onChange={(seats) => onChange({ seats })}
        />
      )}
      {isCounted && form.seats !== '' && (
        <>
          <View className="nc-field-label nc-above-12">一家最多</View>
          <Stepper
            label="一家最多"
            value={form.mostPerFamily}
            min={1}
            max={mostOfOneFamily}
            text={(value) => `${value} 个孩子`}
            onChange={(mostPerFamily) => onChange({ mostPerFamily })}
          />
        </>
      )}
      <TextField
        id="class-price"
        label="收费（元，免费就空着）"
        value={form.price}
        maxLength={7}
        error={faults.price}
        hint="到场收，这里不收钱"
        onChange={(price) => onChange({ price })}
      />
      {form.way !== 'recorded' && (
        <>
          <View className="nc-field-label nc-above-12">报名到开课前</View>
          <ChoiceList
            label="报名到开课前"
            value={String(form.signUpClosesHours)}
            options={hoursWith(form.signUpClosesHours).map((value) => ({
              value: String(value),
              text: value === 0 ? '开课为止' : `${value} 小时`,
            }))}
            onChange={(value) => onChange({ signUpClosesHours: Number(value) })}
          />
          <View className="nc-field-label nc-above-12">取消到开课前</View>
          <ChoiceList
            label="取消到开课前"
            value={String(form.cancelHours)}
            options={hoursWith(form.cancelHours).map((value) => ({
              value: String(value),
              text: value === 0 ? '开课为止' : `${value} 小时`,
            }))}
            onChange={(value) => onChange({ cancelHours: Number(value) })}
          />
        </>
      )}
    </Card>
  );
}
