import { View } from '@tarojs/components';
import { useState } from 'react';
import { call } from '../../api/client';
import { errorLine } from '../../api/error-messages';
import { useWrite } from '../../api/use-write';
import { Button, LinkButton } from '../../ui/button';
import { Card } from '../../ui/card';
import { Segmented } from '../../ui/segmented';
import { TextField } from '../../ui/text-field';
import { askDesk } from './ask-desk';
import type { Visit } from './book-tab';
import { CodeField } from './code-field';

type Way = 'phone' | 'card';

/** The family reads out the code it was just sent, or shows its printed card. Nothing is found without one of them. */
export function IdentifyFamily({ onFound }: { onFound: (visit: Visit) => void }) {
  const [way, setWay] = useState<Way>('phone');
  return (
    <Card title="是哪一家">
      <View className="nc-small nc-above-4">家长在电话里或在面前都行。家长会看到你帮忙约过。</View>
      <View className="nc-above-8">
        <Segmented<Way>
          label="怎么认"
          value={way}
          options={[
            { value: 'phone', text: '念验证码' },
            { value: 'card', text: '打印卡' },
          ]}
          onChange={setWay}
        />
      </View>
      {way === 'phone' ? <ByPhone onFound={onFound} /> : <ByCard onFound={onFound} />}
    </Card>
  );
}

function ByPhone({ onFound }: { onFound: (visit: Visit) => void }) {
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [sent, setSent] = useState<{ developmentCode: string | undefined } | null>(null);
  const write = useWrite();
  const digits = phone.replace(/[\s-]/g, '');
  const fault = write.error === null ? undefined : errorLine(write.error);
  const send = () =>
    write.run(async () => {
      const receipt = await call('requestPhoneCode', { body: { phone: digits, purpose: 'desk' } });
      setSent({ developmentCode: receipt.developmentCode });
      setCode('');
    });
  const find = () =>
    write.run(async () => onFound(await askDesk('deskIdentifyFamily', { body: { phone: digits, code } })));
  if (sent === null) {
    return (
      <>
        <TextField
          id="family-phone"
          label="家长的手机号"
          type="number"
          value={phone}
          maxLength={20}
          autocomplete="off"
          hint="会给这个号发一条验证码"
          error={fault}
          onChange={(next) => {
            setPhone(next);
            write.forgive();
          }}
          onEnter={() => digits !== '' && void send()}
        />
        <Button
          className="nc-above-16"
          text={write.isBusy ? '正在发' : '发验证码'}
          isBusy={write.isBusy}
          isDisabled={digits === ''}
          onTap={() => void send()}
        />
      </>
    );
  }
  return (
    <>
      <TextField
        id="family-code"
        label={`${digits} 收到的 6 位数字`}
        type="number"
        value={code}
        maxLength={6}
        autocomplete="off"
        hint={
          sent.developmentCode === undefined ? '请家长念出来' : `请家长念出来。演示：${sent.developmentCode}`
        }
        error={fault}
        onChange={(next) => {
          setCode(next.replace(/\D/g, '').slice(0, 6));
          write.forgive();
        }}
        onEnter={() => code.length === 6 && void find()}
      />
      <Button
        className="nc-above-16"
        text={write.isBusy ? '正在找' : '找到这一家'}
        isBusy={write.isBusy}
        isDisabled={code.length < 6}
        onTap={() => void find()}
      />
      <View className="nc-row nc-between nc-wrap">
        <LinkButton text="换个手机号" onTap={() => setSent(null)} />
        <LinkButton text="再发一次" isBusy={write.isBusy} onTap={() => void send()} />
      </View>
    </>
  );
}

const shortestCard = 10;

function ByCard({ onFound }: { onFound: (visit: Visit) => void }) {
  const [text, setText] = useState('');
  const write = useWrite();
  const find = (cardText: string) =>
    write.run(async () =>
      onFound(await askDesk('deskIdentifyFamily', { body: { cardText: cardText.trim() } })),
    );
  const isLong = (typed: string) => typed.trim().length >= shortestCard;
  return (
    <>
      <CodeField
        id="family-card"
        label="打印卡的码"
        value={text}
        hint="扫卡上的二维码，或照着输入"
        error={write.error === null ? undefined : errorLine(write.error)}
        onChange={(next) => {
          setText(next);
          write.forgive();
        }}
        onEnter={(typed) => isLong(typed) && void find(typed)}
      />
      <Button
        className="nc-above-16"
        text={write.isBusy ? '正在找' : '找到这一家'}
        isBusy={write.isBusy}
        isDisabled={!isLong(text)}
        onTap={() => void find(text)}
      />
    </>
  );
}
