import { View } from '@tarojs/components';
import { goTo } from '../../platform/navigate';
import { Icon, type IconName } from '../../ui/icon';
import { Tap } from '../../ui/tap';
import './privacy.css';

/** One line that leads somewhere. */
export function Cell(props: { icon: IconName; text: string; aside?: string; onTap: () => void }) {
  return (
    <Tap className="pv-cell" role="link" onTap={props.onTap}>
      <View className="pv-cell-icon">
        <Icon name={props.icon} />
      </View>
      <View className="pv-cell-words">
        <View className="pv-cell-text">{props.text}</View>
        {props.aside !== undefined && <View className="nc-caption">{props.aside}</View>}
      </View>
      <Icon name="chevron-right" size={16} />
    </Tap>
  );
}

const documents = [
  { kind: 'childrenRules', text: '儿童个人信息保护规则', aside: '谁负责、怎么投诉' },
  { kind: 'privacyPolicy', text: '隐私政策' },
  { kind: 'userAgreement', text: '用户协议' },
] as const;

/** The three texts, readable by anybody. */
export function DocumentCells({ but }: { but?: string }) {
  return (
    <View className="pv-documents">
      {documents
        .filter(({ kind }) => kind !== but)
        .map(({ kind, text, ...rest }) => (
          <Cell
            key={kind}
            icon="page"
            text={text}
            {...rest}
            onTap={() => goTo('/pages/privacy/document', { kind })}
          />
        ))}
    </View>
  );
}
