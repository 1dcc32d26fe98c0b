import { View } from '@tarojs/components';
import { describeError } from '../../../api/error-messages';
import { undoSaving, useSaving } from '../../../api/saved-centres';
import { LinkButton } from '../../../ui/button';
import { Notice } from '../../../ui/notice';
import './saved.css';

/** Over the dock: what was just done about a saved centre, with the way back; or why it could not be done. */
export function SavingNotice() {
  const news = useSaving((saving) => saving.news);
  if (news === null) return null;
  if (news.kind === 'failed') {
    const { title, sentence } = describeError(news.error);
    return (
      <View className="sv-news">
        <Notice tone="apricot" icon="warning" role="alert">
          {title}。{sentence}
        </Notice>
      </View>
    );
  }
  return (
    <View className="sv-news sv-news-row">
      <View className="nc-small nc-grow" role="status">
        {news.kind === 'saved' ? '已收藏，在“我的 · 收藏”里。' : '已取消收藏。'}
      </View>
      <LinkButton text="撤销" onTap={undoSaving} />
    </View>
  );
}
