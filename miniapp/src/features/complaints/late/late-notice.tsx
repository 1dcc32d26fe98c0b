import { View } from '@tarojs/components';
import type { FileKind } from '../../../platform/pick-file';
import { LinkButton } from '../../../ui/button';
import { Notice } from '../../../ui/notice';
import { changeLate, forgetLate, type Late, type LateFile, useLate } from './late-files';

const counted: Readonly<Record<FileKind, (count: number) => string>> = {
  photo: (count) => `${count} 张照片`,
  video: (count) => `${count} 个视频`,
  audio: (count) => `${count} 段录音`,
  pdf: (count) => `${count} 份 PDF`,
};

/** `1 张照片`; of several kinds `3 个文件`. */
function filesWords(files: readonly LateFile[]): string {
  const [first, ...others] = new Set(files.map(({ kind }) => kind));
  return first !== undefined && others.length === 0 ? counted[first](files.length) : `${files.length} 个文件`;
}

/** Which files of a complaint are still on their way, and which will not come; with its number where others are shown. */
export function LateNotice({ of: late, isNumbered = false }: { of: Late; isNumbered?: boolean }) {
  const shares = useLate((lates) => lates.shares);
  const coming = late.files.filter(({ fault }) => fault === null);
  const lost = late.files.filter(({ fault }) => fault !== null);
  const name = isNumbered && late.complaint !== null ? `${late.complaint.number}：` : '';
  const share = coming.reduce((sum, { name: file, fileId }) => sum + (fileId ? 1 : (shares[file] ?? 0)), 0);
  return (
    <>
      {coming.length > 0 && (
        <Notice tone="indigo" icon="clock" className="nc-above-12">
          <View role="status">
            {name}还有 {filesWords(coming)}在传，传好会自动补进这件投诉。
          </View>
          <View className="nc-caption">
            已传 {Math.floor((share / coming.length) * 100)}%。
            {coming.every(({ isKept }) => isKept)
              ? '关掉也行，下次打开接着传。'
              : '手机存不下，先别关，关了就不传了。'}
          </View>
        </Notice>
      )}
      {lost.length > 0 && (
        <Notice tone="apricot" icon="warning" className="nc-above-12">
          <View role="alert">
            {name}有 {filesWords(lost)}没有交上。到进度里补充，随时都行。
          </View>
          <LinkButton text="知道了" onTap={() => putAside(late, coming)} />
        </Notice>
      )}
    </>
  );
}

function putAside({ id }: Late, coming: readonly LateFile[]): void {
  if (coming.length === 0) forgetLate(id);
  else changeLate(id, () => ({ files: coming }));
}
