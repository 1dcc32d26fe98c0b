import { Input, View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { topBar } from '../../../platform/screen';
import { Icon } from '../../../ui/icon';
import { Tap } from '../../../ui/tap';
import { setFilters } from './find-state';
import { rememberSearch } from './recent-searches';

const typingPauseMs = 300;

type FindSearchProps = {
  q: string;
  isLarge: boolean;
  /** The field was entered: what was looked for before is offered. */
  onEnter: () => void;
};

/** Search by part of a name or an address, in letters too; also finds those without a filing, and marks them. */
export function FindSearch({ q, isLarge, onEnter }: FindSearchProps) {
  const [text, setText] = useState(q);
  useEffect(() => setText(q), [q]);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === q) return;
    const timer = setTimeout(() => setFilters({ q: wanted }), typingPauseMs);
    return () => clearTimeout(timer);
  }, [text, q]);
  const { statusBarHeight, freeRight } = topBar();
  return (
    <View className="find-search" style={{ top: `${statusBarHeight + 6}px`, right: `${freeRight + 12}px` }}>
      <Icon name="search" />
      <Input
        className="find-search-input"
        value={text}
        type="text"
        maxlength={40}
        confirmType="search"
        placeholder={isLarge ? '找名字' : '名称、地址、拼音'}
        placeholderClass="nc-placeholder"
        nativeProps={{ 'aria-label': '按名称、地址或拼音找', type: 'search', enterkeyhint: 'search' }}
        aria-label="按名称、地址或拼音找"
        onInput={(event) => setText(event.detail.value)}
        onFocus={onEnter}
        onBlur={() => {
          if (text.trim() !== '') rememberSearch(text.trim());
        }}
        onConfirm={() => setFilters({ q: text.trim() })}
      />
      {text !== '' && (
        <Tap
          className="nc-icon-button"
          label="清空"
          onTap={() => {
            setText('');
            setFilters({ q: '' });
          }}
        >
          <Icon name="close" />
        </Tap>
      )}
    </View>
  );
}
