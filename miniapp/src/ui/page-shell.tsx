import { ScrollView, View } from '@tarojs/components';
import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react';
import { goBack } from '../platform/navigate';
import { endOpening } from '../platform/opening';
import { setPageTitle } from '../platform/page';
import { topBar } from '../platform/screen';
import { FirstRunNotice, useRulesShown } from './first-run-notice';
import { fontClass, useFontMode } from './font-mode';
import { FontAsk, FontSheet } from './font-size';
import { Icon } from './icon';
import { TabBar, type TabName } from './tab-bar';
import { DemoTag } from './tag';
import { Tap } from './tap';
import { WechatPrivacySheet } from './wechat-privacy-sheet';

type PageShellProps = {
  title: string;
  /** Set on tab pages: the bar below, and no way back. */
  tab?: TabName;
  isDemo?: boolean;
  /** `page`: our title bar and a scrolling body. `bare`: the page draws everything between top and tab bar itself. */
  layout?: 'page' | 'bare';
  /** A Dock. Last in order, as readers expect. */
  dock?: ReactNode;
  /** Sheets: inside the page's root, outside what scrolls. */
  overlay?: ReactNode;
  /** Lies over the top of what scrolls, right under the title: the page's own parts to jump to. */
  underTitle?: ReactNode;
  /** Stays between title and body while the body scrolls. */
  pinned?: ReactNode;
  /** For pages that follow what is in view: the scrolling part's id, and when it was moved. */
  scrolled?: { id: string; onScroll: () => void };
  /** The page shows one of the texts that the first start points to. */
  isRules?: boolean;
  onReachEnd?: () => void;
  children: ReactNode;
};

/** The root of every page: font mode, title bar with way back and font size, body, dock or tab bar, sheets. */
export function PageShell(props: PageShellProps) {
  const { title, tab, layout = 'page' } = props;
  const mode = useFontMode((state) => state.mode);
  const areRulesSeen = useRulesShown((state) => state.isPutAway);
  const [isFontSheetOpen, setFontSheetOpen] = useState(false);
  useLayoutEffect(endOpening, []);
  useEffect(() => setPageTitle(title), [title]);
  return (
    <View className={`nc-page ${fontClass(mode)}`}>
      {layout === 'page' && (
        <TitleBar
          title={title}
          hasBack={tab === undefined}
          isDemo={props.isDemo ?? false}
          onFontSize={() => setFontSheetOpen(true)}
        />
      )}
      {props.underTitle && <View className="nc-under-title">{props.underTitle}</View>}
      {props.pinned && <View className="nc-pinned">{props.pinned}</View>}
      {layout === 'page' ? (
        <ScrollView
          {...(props.scrolled === undefined ? {} : props.scrolled)}
          scrollY
          enhanced
          showScrollbar={false}
          className="nc-scroll"
          lowerThreshold={200}
          // A page of nothing but text is scrolled by the keyboard too.
          tabindex={0}
          onScrollToLower={() => props.onReachEnd?.()}
        >
          <View className="nc-body" role="main">
            {props.children}
          </View>
        </ScrollView>
      ) : (
        <View className="nc-bare" role="main">
          {props.children}
        </View>
      )}
      {props.isRules !== true && <FirstRunNotice />}
      {props.dock}
      {tab === 'find' && areRulesSeen && <FontAsk />}
      {tab !== undefined && <TabBar current={tab} />}
      {props.overlay}
      <WechatPrivacySheet />
      <FontSheet isOpen={isFontSheetOpen} onClose={() => setFontSheetOpen(false)} />
    </View>
  );
}

function TitleBar(props: { title: string; hasBack: boolean; isDemo: boolean; onFontSize: () => void }) {
  const { statusBarHeight, height, freeRight } = topBar();
  return (
    <View className="nc-title-bar" role="banner" style={{ paddingTop: `${statusBarHeight}px` }}>
      <View className="nc-title-row" style={{ minHeight: `${height}px`, paddingRight: `${freeRight}px` }}>
        {props.hasBack ? (
          <Tap className="nc-icon-button" label="返回" onTap={goBack}>
            <Icon name="chevron-left" size={24} />
          </Tap>
        ) : (
          <View className="nc-title-edge" />
        )}
        <View className="nc-title-text" role="heading" aria-level="1">
          {props.title}
        </View>
        {props.isDemo && <DemoTag />}
        <View className="nc-grow" />
        <Tap className="nc-icon-button" label="字号" onTap={props.onFontSize}>
          <Icon name="letters" size={24} />
        </Tap>
      </View>
    </View>
  );
}
