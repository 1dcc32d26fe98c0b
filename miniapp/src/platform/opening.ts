/** WeChat draws nothing of ours before the first page. */
export function endOpening(): void {}
