import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { call } from '../../../api/client';
import { recheckConsents } from '../../../api/consents';
import { type Child, useMyFamily } from '../../../api/family';
import { useIdempotencyKey } from '../../../api/idempotency-key';
import { asApiError } from '../../../api/problem';
import { useWrite } from '../../../api/use-write';
import { goBack, replaceWith } from '../../../platform/navigate';
import { Button } from '../../../ui/button';
import { ChoiceList } from '../../../ui/choice-list';
import { DistrictChoice } from '../../../ui/district-choice';
import { FieldFault } from '../../../ui/field-fault';
import { PageShell } from '../../../ui/page-shell';
import { TextArea } from '../../../ui/text-area';
import { TextField } from '../../../ui/text-field';
import { ToggleRow } from '../../../ui/toggle-row';
import { Unread } from '../../../ui/unread';
import { WithConsent } from '../../../ui/with-consent';
import { type ClassTopic, topics, topicWords } from '../../../ui/words/class-words';
import { WriteFault } from '../../../ui/write-fault';
import { type HomeVisit, keepVisit, useGuidance, useVisitProviders } from '../ask-guidance';
import '../guidance.css';
import { visitTimeWords } from '../../../ui/words/visit-words';

const mostTopics = 3;
const district = 'district';

/** 请老师来家里. What an address is used for is agreed to first; nothing is asked before. */
export function RequestVisitPage({ child, overlay }: { child: Child; overlay?: ReactNode }) {
  return (
    <PageShell title="请老师来家里" overlay={overlay}>
      <View className="nc-card">
        <WithConsent purpose="homeVisit" onRefused={goBack}>
          <RequestForm child={child} />
        </WithConsent>
      </View>
    </PageShell>
  );
}

type Time = HomeVisit['times'][number];
const times = Object.keys(visitTimeWords) as Time[];

/** What is missing, by field; empty when it can be sent. */
function faultsOf(form: {
  districtCode: string | null;
  topics: readonly string[];
  area: string;
  address: string;
}) {
  return {
    ...(form.districtCode === null ? { district: '选一个区县。' } : {}),
    ...(form.topics.length === 0 ? { topics: '选一个到三个。' } : {}),
    ...(form.area.trim() === '' ? { area: '写街道或村。' } : {}),
    ...(form.address.trim() === '' ? { address: '写详细地址，约好了才给来的人看。' } : {}),
  };
}

function RequestForm({ child: chosen }: { child: Child }) {
  const children = useMyFamily().family?.children ?? [chosen];
  const [childId, setChildId] = useState(chosen.id);
  const home = useGuidance(childId).guidance?.homeDistrict?.code ?? null;
  const [chosenDistrict, setDistrict] = useState<string | null>(null);
  const districtCode = chosenDistrict ?? home;
  const [provider, setProvider] = useState<string>(district);
  const [wanted, setWanted] = useState<ClassTopic[]>([]);
  const [when, setWhen] = useState<Time[]>([]);
  const [wishes, setWishes] = useState('');
  const [area, setArea] = useState('');
  const [address, setAddress] = useState('');
  const [areFaultsShown, setFaultsShown] = useState(false);
  const read = useVisitProviders(districtCode ?? '');
  const providers = read.data?.items ?? [];
  const centreId = providers.find((one) => one.centreId === provider)?.centreId ?? null;
  const write = useWrite();
  const body = {
    ...{ childId, districtCode: districtCode ?? '', topics: wanted },
    ...(centreId === null ? {} : { centreId }),
    ...(when.length === 0 ? {} : { times: when }),
    ...(wishes.trim() === '' ? {} : { wishes: wishes.trim() }),
    ...{ area: area.trim(), address: address.trim() },
  };
  const idempotencyKey = useIdempotencyKey(body);
  const faults: Partial<Record<'district' | 'topics' | 'area' | 'address', string>> = areFaultsShown
    ? faultsOf({ districtCode, topics: wanted, area, address })
    : {};
  const isOffered = read.data === undefined || providers.length > 0;

  const request = () => {
    setFaultsShown(true);
    if (Object.keys(faultsOf({ districtCode, topics: wanted, area, address })).length > 0) return;
    void write.run(async () => {
      try {
        const visit = await call('requestHomeVisit', { body }, { idempotencyKey });
        keepVisit(visit);
        replaceWith('/pages/guidance/visit', { id: visit.id });
      } catch (thrown) {
        if (asApiError(thrown).code === 'consent_required') await recheckConsents();
        throw thrown;
      }
    });
  };

  const nickname = children.find(({ id }) => id === childId)?.nickname ?? chosen.nickname;
  return (
    <View>
      {children.length > 1 && (
        <View className="nc-field">
          <View className="nc-field-label">看哪个孩子</View>
          <ChoiceList
            label="看哪个孩子"
            value={childId}
            options={children.map(({ id, nickname: name }) => ({ value: id, text: name }))}
            onChange={setChildId}
          />
        </View>
      )}
      <View className="nc-field">
        <View className="nc-field-label">想请教什么（最多 {mostTopics} 样）</View>
        <ToggleRow
          label="想请教什么"
          values={wanted}
          options={topics.map((value) => ({ value, text: topicWords[value] }))}
          onChange={(values) => setWanted(values.slice(-mostTopics))}
        />
        <FieldFault text={faults.topics} />
      </View>
      <DistrictChoice
        label="家在哪个区县"
        note="由这个区县安排人。"
        value={districtCode}
        onChange={(code) => {
          setDistrict(code);
          setProvider(district);
        }}
      />
      <FieldFault text={faults.district} />
      {districtCode !== null && read.data === undefined && (
        <Unread label="正在看谁能上门" rows={1} read={read} />
      )}
      {!isOffered && (
        <View className="nc-small nc-above-8" role="status">
          这个区县还没有人上门。可以先报线下课，或问专家。
        </View>
      )}
      {providers.length > 1 && (
        <View className="nc-field">
          <View className="nc-field-label">请谁来</View>
          <ChoiceList
            label="请谁来"
            isInRows
            value={provider}
            options={providers.map((one) => ({
              value: one.centreId ?? district,
              text: one.name,
              note: one.kind === 'district' ? '由区县安排' : '指导中心',
            }))}
            onChange={setProvider}
          />
        </View>
      )}
      <View className="nc-field">
        <View className="nc-field-label">什么时候方便（可以不选）</View>
        <ToggleRow
          label="什么时候方便"
          values={when}
          options={times.map((value) => ({ value, text: visitTimeWords[value] }))}
          onChange={setWhen}
        />
      </View>
      <TextArea
        id="visit-wishes"
        label="想说的（可以不写）"
        value={wishes}
        maxLength={300}
        placeholder={`${nickname}平时怎么样，最想看哪一样`}
        onChange={setWishes}
      />
      <TextField
        id="visit-area"
        label="哪条街道、哪个村"
        value={area}
        maxLength={60}
        placeholder="城关街道"
        error={faults.area}
        hint="安排路线用，先给安排的人看"
        onChange={setArea}
      />
      <TextField
        id="visit-address"
        label="详细地址"
        value={address}
        maxLength={200}
        error={faults.address}
        hint="加密保存。约好时间以后，来的人才看得到；结束就删"
        onChange={setAddress}
      />
      <WriteFault error={write.error} facts={{ child: nickname }} />
      <Button
        className="nc-above-16"
        text={write.isBusy ? '正在提交' : '提交'}
        isBusy={write.isBusy}
        isDisabled={!isOffered}
        onTap={request}
      />
      {read.data !== undefined && providers.length > 0 && (
        <View className="nc-caption nc-centre nc-above-8">
          {read.data.answerWorkdays} 个工作日内给你们几个时间挑。
        </View>
      )}
    </View>
  );
}
