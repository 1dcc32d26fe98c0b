/** Stands for `@tarojs/components` on the web (config/index.ts): all of it that is used here, with a lighter view. */
export { Button, Image, Input, ScrollView, Textarea } from '@tarojs/components/lib/react';
export { View } from './taro-view.h5';
