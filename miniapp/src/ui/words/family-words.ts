/** The words parents know for what a family keeps (docs/glossary.md). */
export const relationWords = {
  grandparent: '祖父母',
  relative: '亲戚',
  nanny: '阿姨',
  friend: '朋友',
  other: '其他',
} as const;

export const feeKindWords = {
  martyrsChild: '烈士子女',
  childInNeed: '困境儿童',
  multipleChildren: '多孩家庭',
} as const;

export const sexWords = { girl: '女孩', boy: '男孩' } as const;
