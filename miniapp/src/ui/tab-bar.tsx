import { View } from '@tarojs/components';
import { recheckUnread, useUnread } from '../api/notices';
import { goToTab, type TabPage } from '../platform/navigate';
import { usePageShown } from '../platform/page';
import './badge.css';
import { Icon, type IconName } from './icon';
import { Tap } from './tap';

export type TabName = 'find' | 'classes' | 'bookings' | 'me';

const tabs: readonly { name: TabName; text: string; icon: IconName; page: TabPage }[] = [
  { name: 'find', text: '找托育', icon: 'arch', page: '/pages/find/index' },
  { name: 'classes', text: '课堂', icon: 'book', page: '/pages/classes/index' },
  { name: 'bookings', text: '预约', icon: 'calendar', page: '/pages/bookings/index' },
  { name: 'me', text: '我的', icon: 'person', page: '/pages/me/index' },
];

export function TabBar({ current }: { current: TabName }) {
  const unread = useUnread();
  usePageShown(recheckUnread);
  return (
    <View className="nc-tab-bar" role="navigation" aria-label="主导航">
      {tabs.map((tab) => (
        <Tap
          key={tab.name}
          role="link"
          {...(tab.name === current ? { isOn: true } : {})}
          {...(tab.name === 'me' && unread > 0 ? { label: `${tab.text}，${unread} 条新消息` } : {})}
          className={`nc-tab ${tab.name === current ? 'nc-tab-on' : ''}`}
          onTap={() => {
            if (tab.name !== current) goToTab(tab.page);
          }}
        >
          <View className="nc-tab-icon">
            <Icon name={tab.icon} size={24} />
            {tab.name === 'me' && unread > 0 && <View className="nc-dot" aria-hidden="true" />}
          </View>
          <View>{tab.text}</View>
        </Tap>
      ))}
    </View>
  );
}
