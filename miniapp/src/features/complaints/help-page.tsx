import { View } from '@tarojs/components';
import { goTo } from '../../platform/navigate';
import { callPhone } from '../../platform/phone-call';
import { Button, LinkButton } from '../../ui/button';
import { Card } from '../../ui/card';
import { FactRows } from '../../ui/fact-rows';
import { Icon, type IconName } from '../../ui/icon';
import { PageShell } from '../../ui/page-shell';
import { Tap } from '../../ui/tap';
import { helpNumbers } from '../../ui/words/help-numbers';
import { useHelp } from './ask-complaints';
import './help.css';
import { FilingNotice } from './filing-notice';
import { lastWritten, useFiling } from './pieces';

/** When to call which number, by what it is; a number whose kind is not here has its own label only. */
const calls: Readonly<Record<string, { when: string; note: string }>> = {
  police: { when: '有人伤害、孩子不见', note: '报警，24 小时有人接' },
  any: { when: '有人受伤或有危险', note: '紧急求助，24 小时有人接' },
  ambulance: { when: '受伤、吃坏、烫到、叫不醒', note: '急救，先说地址和月龄' },
  fire: { when: '着火、冒烟', note: '火警，先带孩子出来' },
  government: { when: '不急，想找政府的人', note: '市民热线，24 小时有人接' },
};

/** Somebody to talk to, by region; takes no complaints. */
const supportNumbers: Readonly<Record<string, string>> = { cn: '12356' };

/** 投诉与求助: numbers to call first, without sign-in or network, then the form. */
export function HelpPage(props: { centreId: string; category: string }) {
  const { centreId, category } = props;
  const known = { ...(centreId === '' ? {} : { centreId }), ...(category === '' ? {} : { category }) };
  const { regionCode, help } = useHelp();
  const begun = useFiling(({ pieces }) => lastWritten(pieces));
  const numbers = (help?.numbers ?? helpNumbers(regionCode)).filter(({ kind }) => kind in calls);
  const support = supportNumbers[regionCode];
  return (
    <PageShell title="投诉与求助">
      <View className="nc-display" role="heading" aria-level="2">
        孩子现在有危险吗？
      </View>
      <View className="nc-small nc-above-4">有危险先打电话，表可以以后再填。不用登录。</View>
      {numbers.map(({ kind, number }, index) => (
        <CallCard key={kind} kind={kind} number={number} isFirst={index === 0} />
      ))}
      <FilingNotice but={begun?.id ?? ''} />
      <Card className="cm-gap" title="孩子安全，我要投诉">
        <Point icon="page" text="约 2 分钟，马上给编号、经办人和期限" />
        <Point icon="lock" text="可以不让机构知道是谁，也可以完全匿名" />
        <Point icon="clock" text={`园里录像通常只存 ${help?.footageDays ?? 90} 天，请尽快说`} />
        <Button
          className="nc-above-12"
          kind="outline"
          text={begun === undefined ? '开始填写' : '接着填'}
          onTap={() => goTo('/pages/complaint/file', begun === undefined ? known : { piece: begun.id })}
        />
        {begun !== undefined && (
          <LinkButton text="另写一件" onTap={() => goTo('/pages/complaint/file', { ...known, isNew: '1' })} />
        )}
      </Card>
      <View className="nc-row nc-wrap nc-between nc-gap-8">
        <LinkButton text="查我的投诉" onTap={() => goTo('/pages/complaint/mine', {})} />
        <LinkButton text="用查询码查匿名投诉" onTap={() => goTo('/pages/complaint/track', {})} />
        <LinkButton text="看各区办得怎么样" onTap={() => goTo('/pages/complaint/counts', {})} />
      </View>
      {help !== null && <OtherChannels help={help} />}
      {support !== undefined && (
        <View className="nc-small nc-above-12">
          心里难受想找人说说，打
          <Tap className="cm-number" label={`打 ${support} 心理援助热线`} onTap={() => callPhone(support)}>
            {support}
          </Tap>
          心理援助热线。它不受理投诉。
        </View>
      )}
    </PageShell>
  );
}

function CallCard({ kind, number, isFirst }: { kind: string; number: string; isFirst: boolean }) {
  const { when, note } = calls[kind] ?? { when: '', note: '' };
  const look = isFirst ? 'cm-call-first' : kind === 'government' ? 'cm-call-calm' : 'cm-call-danger';
  return (
    <Tap className={`cm-call ${look}`} label={`打 ${number}，${when}`} onTap={() => callPhone(number)}>
      <Icon name="phone" size={28} />
      <View className="nc-grow">
        <View className="cm-call-when">{when}</View>
        <View className="cm-call-note">{note}</View>
      </View>
      <View className="cm-call-number">{number}</View>
    </Tap>
  );
}

function Point({ icon, text }: { icon: IconName; text: string }) {
  return (
    <View className="nc-row nc-top nc-gap-8 nc-above-8">
      <Icon name={icon} />
      <View className="nc-small nc-grow">{text}</View>
    </View>
  );
}

/** What others promise, beside what is promised here, each with where that is written. */
function OtherChannels({ help }: { help: NonNullable<ReturnType<typeof useHelp>['help']> }) {
  const ours = help.promises.find(({ level }) => level === 'normal');
  return (
    <Card className="cm-gap" title="别的地方多久办">
      {ours !== undefined && (
        <View className="nc-small nc-above-4">
          这里：{ours.accept.workdays} 个工作日内受理，{ours.reply.workdays} 个内答复，
          {ours.finish.workdays} 个内办结。紧急的按小时算，夜里也算。
        </View>
      )}
      {help.outsideChannels.map(({ name, accept, finish, source }) => (
        <View key={name} className="nc-above-12">
          <View className="nc-strong">{name}</View>
          <FactRows
            facts={[
              ['受理', accept],
              ['办结', finish],
            ]}
          />
          <View className="nc-caption">来源：{source}</View>
        </View>
      ))}
    </Card>
  );
}
