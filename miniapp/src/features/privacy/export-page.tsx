import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { call } from '../../api/client';
import { errorLine } from '../../api/error-messages';
import { requireSession, useSession } from '../../api/session';
import { useWrite } from '../../api/use-write';
import { copyText } from '../../platform/clipboard';
import { saveFile } from '../../platform/save-file';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Dock } from '../../ui/dock';
import { EmptyCard } from '../../ui/empty-card';
import { Notice } from '../../ui/notice';
import { PageShell } from '../../ui/page-shell';
import { type DataPart, type MyData, readableParts } from './my-data-words';
import './privacy.css';

const title = '导出全部资料';
const isWeapp = process.env.TARO_ENV === 'weapp';

/** Everything kept about the family, to read and to take along. Nothing is fetched, written or sent before its tap. */
export function ExportPage({ overlay }: { overlay?: ReactNode }) {
  const isSignedOut = useSession((session) => session.status === 'signedOut');
  const [data, setData] = useState<MyData | null>(null);
  const write = useWrite();
  const fetch = () => void write.run(async () => setData(await call('exportMyData', {})));
  if (isSignedOut) {
    return (
      <PageShell title={title} overlay={overlay}>
        <EmptyCard seed="export" title="先登录一下" sentence="登录后才知道哪些是你家的。">
          <Button text="登录" onTap={() => requireSession(() => undefined)} />
        </EmptyCard>
      </PageShell>
    );
  }
  if (data !== null) return <ReadData data={data} overlay={overlay} />;
  return (
    <PageShell title={title} overlay={overlay}>
      <Card title="能拿走什么">
        <View className="nc-above-4">我们存的、关于你家的全部：</View>
        <View className="nc-small">家长、孩子、接送人、减免申请、预约、同意记录、登录的设备。</View>
        <View className="nc-small nc-above-8">先在这一页看，再决定存不存成文件。</View>
        {write.error !== null && (
          <Notice className="nc-above-12" icon="warning" role="alert">
            {errorLine(write.error)}
          </Notice>
        )}
        <Button
          className="nc-above-16"
          text={write.isBusy ? '正在取' : '取出来看'}
          isBusy={write.isBusy}
          onTap={fetch}
        />
        <View className="nc-caption nc-above-8">里面有手机号，别在不放心的手机上打开。</View>
      </Card>
    </PageShell>
  );
}

function ReadData({ data, overlay }: { data: MyData; overlay?: ReactNode }) {
  const [said, setSaid] = useState<{ isGood: boolean; text: string } | null>(null);
  const json = () => `${JSON.stringify(data, null, 2)}\n`;
  const save = async () => {
    const isSaved = await saveFile(
      `nearcare-${data.exportedAt.slice(0, 10)}.json`,
      json(),
      'application/json',
    );
    if (isSaved) setSaid({ isGood: true, text: isWeapp ? '发出去了。' : '存到下载里了。' });
    else setSaid({ isGood: false, text: isWeapp ? '没有发。可以改用复制。' : '没存成，可以改用复制。' });
  };
  const copy = async () => {
    const isCopied = await copyText(json());
    setSaid(
      isCopied
        ? { isGood: true, text: '复制好了，粘贴到你放心的地方。' }
        : { isGood: false, text: '没复制成，可以改用文件。' },
    );
  };
  return (
    <PageShell
      title={title}
      overlay={overlay}
      dock={
        <View>
          {said !== null && (
            <Notice className="pv-said" tone={said.isGood ? 'green' : 'apricot'}>
              {said.text}
            </Notice>
          )}
          <Dock>
            <Button
              className="pv-half"
              kind="outline"
              icon="copy"
              text="复制"
              label="复制 JSON"
              onTap={() => void copy()}
            />
            <Button
              className="pv-half"
              icon="download"
              text={isWeapp ? '发成文件' : '存成文件'}
              onTap={() => void save()}
            />
          </Dock>
        </View>
      }
    >
      {readableParts(data).map((part) => (
        <Part key={part.title} part={part} />
      ))}
    </PageShell>
  );
}

function Part({ part }: { part: DataPart }) {
  return (
    <Card title={part.title} aside={<View className="nc-caption">{part.items.length} 条</View>}>
      {part.items.length === 0 && <View className="nc-small">{part.none}。</View>}
      {part.items.map((item, index) => (
        // A list that never changes while it is shown; two entries may read the same.
        <View key={index} className="pv-item">
          <View className="nc-strong">{item.title}</View>
          {item.facts.map(([name, value]) => (
            <View key={name} className="pv-fact">
              <View className="pv-fact-name">{name}</View>
              <View className="pv-fact-value">{value}</View>
            </View>
          ))}
        </View>
      ))}
    </Card>
  );
}
