import { View } from '@tarojs/components';
import type { CentreDetail } from '../../../api/centre';
import { Card } from '../../../ui/card';
import { Notice } from '../../../ui/notice';
import { monthDay } from '../../../ui/words/civil-words';
import { Fact } from './fact';

function warning(filing: CentreDetail['filing']): string | null {
  const reason = filing.reason === null ? '' : `，原因：${filing.reason}`;
  if (filing.status === 'unfiled') return '查不到备案。可以先问当地卫健部门。';
  if (filing.status === 'cancelled') return `备案已注销，不能约${reason}。`;
  if (filing.status === 'suspended') {
    return `${filing.suspendedFrom === null ? '现在' : `${monthDay(filing.suspendedFrom)}起`}暂停服务，不能约${reason}。`;
  }
  return null;
}

/** May I trust it: receipt, authority and registration, with source and date. */
export function FilingCard({ centre }: { centre: CentreDetail }) {
  const { filing, registration, source } = centre;
  const isLicence = filing.credentialKind === 'licence';
  const warned = warning(filing);
  const scope =
    registration.scopeNamesCare === null
      ? ''
      : registration.scopeNamesCare
        ? '，经营范围含托育'
        : '，经营范围不含托育';
  return (
    <Card
      className="cp-section"
      title="备案与登记"
      aside={
        <View className="nc-caption">
          {source.name} {monthDay(source.asOf)}同步
        </View>
      }
    >
      {warned !== null && (
        <Notice tone="apricot" icon="warning" className="nc-above-8">
          {warned}
        </Notice>
      )}
      <View className="cp-facts">
        {filing.status !== 'unfiled' && (
          <Fact name={isLicence ? '许可编号' : '备案回执'} value={filing.receiptNumber ?? '没有公开编号'} />
        )}
        {filing.authority !== null && (
          <Fact
            name={isLicence ? '发证部门' : '备案部门'}
            value={`${filing.authority}${filing.filedOn === null ? '' : ` ${filing.filedOn}`}`}
          />
        )}
        {registration.body !== null && (
          <Fact
            name="登记"
            value={`${registration.body}${scope}`}
            isChecked={registration.scopeNamesCare === true}
          />
        )}
      </View>
    </Card>
  );
}
