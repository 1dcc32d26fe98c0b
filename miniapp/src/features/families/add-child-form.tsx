import { civilParts } from '@nearcare/shared/rules/civil-date';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { call } from '../../api/client';
import { describeError } from '../../api/error-messages';
import { type Child, chooseChild, refreshMyFamily } from '../../api/family';
import { useIdempotencyKey } from '../../api/idempotency-key';
import { type ApiError, asApiError } from '../../api/problem';
import { useRegions } from '../../api/regions';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Segmented } from '../../ui/segmented';
import { TextField } from '../../ui/text-field';
import { BirthDatePicker } from './birth-date-picker';
import './families.css';

type Sex = 'girl' | 'boy' | 'unsaid';

const sexes: readonly { value: Sex; text: string }[] = [
  { value: 'girl', text: '女孩' },
  { value: 'boy', text: '男孩' },
  { value: 'unsaid', text: '不填' },
];

const longestNickname = 12;

/** Sentences by field, and one for the whole form; at most one of them is about the server’s answer. */
type Faults = { nickname?: string; birthOn?: string; form?: string };

/** Puts the server’s refusal where the parent can mend it. */
export function faultsOf(error: ApiError, nickname: string): Faults {
  const { title, sentence } = describeError(error, { child: nickname });
  if (error.code === 'child_not_born' || error.code === 'child_too_old') {
    return { birthOn: `${title}。${sentence}` };
  }
  if (error.code === 'input_invalid') {
    const at = (path: string) => error.errors.find((fault) => fault.path.endsWith(path))?.message;
    const byField = { nickname: at('/nickname'), birthOn: at('/birthOn') };
    if (byField.nickname !== undefined || byField.birthOn !== undefined) return byField;
  }
  return { form: `${title}。${sentence}` };
}

/** Nickname, birth date, sex if one likes: the least that says which groups a child may join. */
export function AddChildForm({ onAdded }: { onAdded: (child: Child) => void }) {
  const [nickname, setNickname] = useState('');
  const [birthOn, setBirthOn] = useState<string | null>(null);
  const [sex, setSex] = useState<Sex>('unsaid');
  const [faults, setFaults] = useState<Faults>({});
  const [isBusy, setBusy] = useState(false);
  const { regions } = useRegions();
  const today = regions[0]?.today;
  const thisYear = today === undefined ? new Date().getFullYear() : civilParts(today).year;
  const name = nickname.trim();
  const body = { nickname: name, birthOn: birthOn ?? '', ...(sex === 'unsaid' ? {} : { sex }) };
  const idempotencyKey = useIdempotencyKey(body);

  async function add(): Promise<void> {
    const missing: Faults = {};
    if (name === '') missing.nickname = '写个小名就行，不用真名';
    if (birthOn === null) missing.birthOn = '年、月、日都选一下';
    setFaults(missing);
    if (missing.nickname !== undefined || missing.birthOn !== undefined) return;
    setBusy(true);
    try {
      const child = await call('addChild', { body }, { idempotencyKey });
      chooseChild(child.id);
      await refreshMyFamily();
      onAdded(child);
    } catch (thrown) {
      setFaults(faultsOf(asApiError(thrown), name));
    } finally {
      setBusy(false);
    }
  }

  return (
    <View>
      <View className="nc-small">只要小名和生日，用来看哪些班能上。</View>
      <TextField
        id="child-nickname"
        label="小名"
        value={nickname}
        maxLength={longestNickname}
        placeholder="比如 小满"
        autocomplete="off"
        error={faults.nickname}
        onChange={(value) => {
          setNickname(value);
          setFaults({ ...faults, nickname: undefined });
        }}
      />
      <BirthDatePicker
        thisYear={thisYear}
        error={faults.birthOn}
        onChange={(value) => {
          setBirthOn(value);
          setFaults({ ...faults, birthOn: undefined });
        }}
      />
      <View className="nc-field">
        <View className="nc-field-label">性别（可以不填）</View>
        <Segmented label="性别" value={sex} options={sexes} onChange={setSex} />
      </View>
      {faults.form !== undefined && (
        <Notice className="nc-above-12" tone="apricot" icon="warning" role="alert">
          {faults.form}
        </Notice>
      )}
      <Button
        className="nc-above-16"
        text={isBusy ? '正在加' : '加孩子'}
        isBusy={isBusy}
        onTap={() => void add()}
      />
      <View className="nc-caption nc-above-8">只在约的时候告诉机构小名和月龄。</View>
    </View>
  );
}
