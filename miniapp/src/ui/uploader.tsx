import { useQuery } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { errorLine } from '../api/error-messages';
import { mineKey } from '../api/session';
import { isPassing, type UploadWay } from '../api/upload';
import type { SentFile, useUploads } from '../api/use-uploads';
import type { FileKind } from '../platform/pick-file';
import { Button, LinkButton } from './button';
import { FilePicture } from './file-picture';
import { Icon } from './icon';
import { Tap } from './tap';
import './uploader.css';
import { bytesWords } from './words/bytes';

const kindWords: Readonly<Record<FileKind, string>> = {
  photo: '照片',
  video: '视频',
  audio: '录音',
  pdf: ' PDF',
};

/** Files of a form: choose, watch them arrive, go on after a break, take one out again. */
export function Uploader(props: {
  label: string;
  of: ReturnType<typeof useUploads>;
  kinds: readonly FileKind[];
  /** Who sees them, and what is done to them. */
  note: string;
}) {
  const { of } = props;
  const { files, most } = of;
  return (
    <View className="nc-field">
      <View className="nc-field-label">{props.label}</View>
      <View role="list">
        {files.map((one, index) => (
          <FileRow
            key={one.number}
            one={one}
            way={of.way}
            name={`第 ${index + 1} 份${kindWords[one.kind]}`}
            onResume={() => of.resume(one)}
            onRemove={() => of.remove(one)}
          />
        ))}
      </View>
      {files.length < most ? (
        <View className="nc-row nc-wrap nc-gap-8 nc-above-8">
          {props.kinds.map((kind) => (
            <Button
              key={kind}
              className="up-add"
              kind="outline"
              isSmall
              icon="plus"
              text={`加${kindWords[kind]}`}
              onTap={() => void of.add(kind)}
            />
          ))}
        </View>
      ) : (
        <View className="nc-caption nc-above-8">最多 {most} 份。去掉一份才能再加。</View>
      )}
      <View className="nc-caption nc-above-8">{props.note}</View>
    </View>
  );
}

function stateWords({ file, error, share, sending }: SentFile): string {
  if (file !== null) return `传好了，${bytesWords(file.bytes)}`;
  const percent = `${Math.floor(share * 100)}%`;
  if (error !== null) return sending === null || share === 0 ? errorLine(error) : `传到 ${percent} 断了。`;
  return share === 0 ? '正在传' : `已传 ${percent}`;
}

/** Tried again by a press; anything else is an answer that stays. */
const canGoOn = ({ error, sending }: SentFile) => sending !== null && error !== null && isPassing(error);

function FileRow(props: {
  one: SentFile;
  way: UploadWay;
  name: string;
  onResume: () => void;
  onRemove: () => void;
}) {
  const { one, name } = props;
  const words = stateWords(one);
  return (
    <View className="up-row" role="listitem">
      <Thumbnail one={one} way={props.way} />
      <View className="nc-grow">
        <View className="nc-strong">{name}</View>
        <View
          className={`nc-caption ${one.error === null ? '' : 'up-broken'}`}
          role={one.error === null ? 'status' : 'alert'}
        >
          {words}
        </View>
        {one.file === null && (
          <View className="up-track" aria-hidden="true">
            <View className="up-done" style={{ width: `${Math.round(one.share * 100)}%` }} />
          </View>
        )}
        {canGoOn(one) && (
          <LinkButton icon="refresh" text="接着传" label={`接着传${name}`} onTap={props.onResume} />
        )}
      </View>
      <Tap className="nc-icon-button" label={`去掉${name}`} onTap={props.onRemove}>
        <Icon name="close" size={16} />
      </Tap>
    </View>
  );
}

function Thumbnail({ one, way }: { one: SentFile; way: UploadWay }) {
  const fileId = one.kind === 'photo' ? (one.file?.id ?? null) : null;
  const { data } = useQuery({
    queryKey: [mineKey, 'file-link', fileId],
    queryFn: () => way.link?.(fileId ?? '') ?? null,
    enabled: fileId !== null && way.link !== null,
  });
  return <FilePicture url={data?.url ?? null} />;
}
