import '../../api/later-messages';
import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { call } from '../../api/client';
import { recheckConsents } from '../../api/consents';
import { errorLine } from '../../api/error-messages';
import { type Pickup, refreshMyFamily } from '../../api/family';
import { useIdempotencyKey } from '../../api/idempotency-key';
import { type ApiError, asApiError } from '../../api/problem';
import { useWrite } from '../../api/use-write';
import { goBack } from '../../platform/navigate';
import { Button } from '../../ui/button';
import { ChoiceList } from '../../ui/choice-list';
import { Icon } from '../../ui/icon';
import { Notice } from '../../ui/notice';
import { PageShell } from '../../ui/page-shell';
import { TextField } from '../../ui/text-field';
import { WithConsent } from '../../ui/with-consent';
import { relationWords } from '../../ui/words/family-words';
import './family-home.css';
import { WithFamily } from './with-family';

const title = '加接送的人';
const longestName = 20;

const relations = (Object.keys(relationWords) as Pickup['relation'][]).map((value) => ({
  value,
  text: relationWords[value],
}));

type Faults = { name?: string; relation?: string; phone?: string; form?: string };

function faultsOf(error: ApiError): Faults {
  if (error.code === 'phone_invalid') return { phone: errorLine(error) };
  const at = (path: string) => error.errors.find((fault) => fault.path.endsWith(path))?.message;
  const [name, phone] = [at('/name'), at('/phone')];
  if (name === undefined && phone === undefined) return { form: errorLine(error) };
  return { ...(name === undefined ? {} : { name }), ...(phone === undefined ? {} : { phone }) };
}

/** Naming an adult who may collect the children. */
export function AddPickupPage({ overlay }: { overlay?: ReactNode }) {
  return (
    <WithFamily title={title} overlay={overlay}>
      {() => (
        <PageShell title={title} overlay={overlay}>
          <View className="nc-card">
            <AddPickupForm onAdded={goBack} onRefused={goBack} />
          </View>
        </PageShell>
      )}
    </WithFamily>
  );
}

export function AddPickupForm(props: { onAdded: () => void; onRefused: () => void }) {
  const [name, setName] = useState('');
  const [relation, setRelation] = useState<Pickup['relation'] | null>(null);
  const [phone, setPhone] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const write = useWrite();
  const form = { name: name.trim(), relation, phone: phone.replace(/[\s-]/g, '') };
  const idempotencyKey = useIdempotencyKey(form);

  async function add(): Promise<void> {
    const missing: Faults = {
      ...(form.name === '' ? { name: '怎么称呼都行，比如 外婆' } : {}),
      ...(relation === null ? { relation: '选一个' } : {}),
      ...(form.phone === '' ? { phone: '写接的人自己的手机号' } : {}),
    };
    setFaults(missing);
    if (relation === null || Object.keys(missing).length > 0) return;
    await write.run(async () => {
      try {
        await call('addPickup', { body: { ...form, relation } }, { idempotencyKey });
        await refreshMyFamily();
        props.onAdded();
      } catch (thrown) {
        const error = asApiError(thrown);
        setFaults(faultsOf(error));
        if (error.code === 'consent_required') void recheckConsents();
      }
    });
  }

  return (
    <WithConsent purpose="pickups" onRefused={props.onRefused}>
      <View className="nc-small">家长不用加。这里加的人凭一次性的接娃码接孩子。</View>
      <TextField
        id="pickup-name"
        label="怎么称呼"
        value={name}
        maxLength={longestName}
        placeholder="比如 外婆"
        autocomplete="off"
        error={faults.name}
        onChange={setName}
      />
      <View className="nc-field">
        <View className="nc-field-label">是孩子的</View>
        <ChoiceList label="是孩子的" value={relation} options={relations} onChange={setRelation} />
        {faults.relation !== undefined && (
          <View className="nc-field-error" role="alert">
            <Icon name="warning" size={16} />
            <View>{faults.relation}</View>
          </View>
        )}
      </View>
      <TextField
        id="pickup-phone"
        label="手机号"
        type="number"
        value={phone}
        maxLength={20}
        autocomplete="off"
        hint="只给接孩子那天的老师核对，先告诉对方一声"
        error={faults.phone}
        onChange={setPhone}
        onEnter={() => void add()}
      />
      {faults.form !== undefined && (
        <Notice className="nc-above-12" tone="apricot" icon="warning" role="alert">
          {faults.form}
        </Notice>
      )}
      <Button
        className="nc-above-16"
        text={write.isBusy ? '正在加' : '加上'}
        isBusy={write.isBusy}
        onTap={() => void add()}
      />
    </WithConsent>
  );
}
