/// <reference types="@tarojs/taro" />

declare module '*.css';
declare module '*.png' {
  const url: string;
  export default url;
}

/** Set at build time by config/index.ts from the environment. */
declare const BUILD: {
  readonly apiBase: string;
};
