/** Null: outside WeChat there is no account of WeChat's. */
export const wechatLoginCode: (() => Promise<string>) | null = null;
