import { fine, type Messages } from './message';

/** About files that are handed in. */
export const files = {
  file_too_large: {
    title: '文件太大了',
    sentence: '一份最大 {n} MB，选小一点的尺寸。',
    actions: [fine],
  },
  file_type_refused: {
    title: '这种文件收不了',
    sentence: '可以传照片（JPG、PNG、WebP）或 PDF。',
    actions: [fine],
  },
  file_damaged: {
    title: '文件打不开',
    sentence: '可能没有传完整，换一份再传。',
    actions: [fine],
  },
  file_unknown: {
    title: '有一份文件找不到了',
    sentence: '可能过期了，请重新传一次。',
    actions: [fine],
  },
  file_in_use: {
    title: '这份文件正在用',
    sentence: '它属于一条已经提交的申请。',
    actions: [fine],
  },
  too_many_files: {
    title: '文件有点多了',
    sentence: '最多 {n} 份，先删掉不用的。',
    actions: [fine],
  },
  upload_offset_wrong: {
    title: '从断开的地方接着传',
    sentence: '再按一次就行，不会重头传。',
    actions: [fine],
  },
  upload_incomplete: {
    title: '还没有传完',
    sentence: '再按一次就行，不会重头传。',
    actions: [fine],
  },
} as const satisfies Messages;
