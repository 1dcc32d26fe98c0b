import { View } from '@tarojs/components';
import { countKept } from '../api/complaint-draft';
import { Notice } from './notice';

/** What of complaints leaves this phone for good with who leaves it; nothing where it keeps none. */
export function KeptComplaints() {
  const words = keptWords();
  if (words.length === 0) return null;
  return (
    <Notice tone="apricot" icon="warning" className="nc-above-8">
      {words.map((line) => (
        <View key={line}>{line}</View>
      ))}
    </Notice>
  );
}

export const hasKeptComplaints = (): boolean => keptWords().length > 0;

function keptWords(): string[] {
  const { written, waiting, codes } = countKept();
  return [
    ...(written === 0 ? [] : [`有 ${written} 件投诉还没写完，会从这部手机删掉。`]),
    ...(waiting === 0 ? [] : [`有 ${waiting} 件投诉还没交完，退出就不交了。`]),
    ...(codes === 0 ? [] : [`有 ${codes} 个匿名投诉的查询码只存在这里，没记下就再也查不到。`]),
  ];
}
