import { View } from '@tarojs/components';
import type { Child } from '../../api/family';
import { useSession } from '../../api/session';
import { goTo } from '../../platform/navigate';
import { Picture } from '../../ui/picture';
import { quilt } from '../../ui/pictures/quilt';
import { Tag } from '../../ui/tag';
import { Tap } from '../../ui/tap';
import { wayWords } from '../../ui/words/class-words';
import { useMyVisits } from './ask-guidance';
import './guidance.css';
import { visitStatus } from '../../ui/words/visit-words';
import { isOpenVisit, visitLine } from './visits/visit-words';

/** 入户指导 as a row among the classes: the one that is under way, else that one can be asked for. */
export function HomeVisitRow({ child }: { child: Child | null }) {
  const isSignedIn = useSession((session) => session.status === 'signedIn');
  const open = useMyVisits().items?.find(isOpenVisit);
  const title = `老师上门，看看${child?.nickname ?? '孩子'}吃睡和玩`;
  const line = open === undefined ? '你们挑时间，区县或指导中心派人来' : visitLine(open);
  const { word, tint } =
    open === undefined ? ({ word: '可申请', tint: 'plain' } as const) : visitStatus[open.status];
  return (
    <Tap
      role="link"
      className="nc-card gd-row"
      label={[wayWords.homeVisit, title, line, word].join('，')}
      onTap={() =>
        open !== undefined
          ? goTo('/pages/guidance/visit', { id: open.id })
          : isSignedIn
            ? goTo('/pages/guidance/visits', {})
            : goTo('/pages/guidance/request', {})
      }
    >
      <Picture className="gd-cover" svg={quilt('home-visit', 2, 2, 'homeVisit', 38)} width={76} height={76} />
      <View className="nc-grow">
        <Tag text={wayWords.homeVisit} icon="arch" />
        <View className="nc-strong nc-above-4">{title}</View>
        <View className="nc-row nc-between nc-wrap nc-gap-4">
          <View className="nc-caption">{line}</View>
          <Tag text={word} tone={tint} />
        </View>
      </View>
    </Tap>
  );
}
