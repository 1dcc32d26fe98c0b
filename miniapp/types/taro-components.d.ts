import '@tarojs/components';

declare module '@tarojs/components/types/common' {
  // What the browser page needs of every component, and `role` in WeChat too (config/aria-attributes.ts).
  interface StandardProps {
    role?: string;
    tabindex?: number;
    onKeyDown?: (event: { key: string; preventDefault: () => void; stopPropagation: () => void }) => void;
  }
}
