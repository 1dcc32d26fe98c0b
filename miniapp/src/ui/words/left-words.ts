/** `1 小时 52 分`, `4 分钟`, in the last minute `42 秒`. */
export function leftWords(seconds: number): string {
  if (seconds < 60) return `${Math.max(0, seconds)} 秒`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} 分钟`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} 小时${rest === 0 ? '' : ` ${rest} 分`}`;
}

/** Said aloud at five minutes, at one, and at the end; otherwise silence. */
export function leftAloud(seconds: number): string {
  if (seconds <= 0) return '时间到了';
  if (seconds <= 60) return '只剩 1 分钟了';
  return seconds <= 300 ? '只剩 5 分钟了' : '';
}
