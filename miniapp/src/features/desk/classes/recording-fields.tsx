import type { Body } from '@nearcare/shared/contract/types';
import { View } from '@tarojs/components';
import { useMemo, useState } from 'react';
import { useUploads } from '../../../api/use-uploads';
import { ChoiceList } from '../../../ui/choice-list';
import { Segmented } from '../../../ui/segmented';
import { TextArea } from '../../../ui/text-area';
import { TextField } from '../../../ui/text-field';
import { Uploader } from '../../../ui/uploader';
import { bytesWords } from '../../../ui/words/bytes';
import { positionWords } from '../../../ui/words/class-words';
import { type DeskLesson, mediaUploads } from './ask-classes-desk';
import { isInOrder, secondsOf, timedLines } from './timed-lines';

type SetLesson = Body<'deskSetLesson'>;
type Source = 'file' | 'hls' | 'outside';

const longestText = 30_000;

/** What is there of a recording already, or nothing. */
type Given = Pick<DeskLesson, 'media' | 'chapters' | 'transcript' | 'limits'>;

const asLines = (lines: readonly { at: number; text: string }[]) =>
  lines.map(({ at, text }) => `${positionWords(at)} ${text}`).join('\n');

/** The fields of a recording: where it is, how long, its chapters and what is said. Shared by lessons and replays. */
export function useRecording(given: Given) {
  const { media, limits } = given;
  const [source, setSource] = useState<Source>(media?.source ?? 'file');
  const [kind, setKind] = useState<'video' | 'audio'>(media?.kind ?? 'video');
  const [url, setUrl] = useState(media !== null && media.source !== 'file' ? media.url : '');
  const [length, setLength] = useState(media === null ? '' : positionWords(media.seconds));
  const [chapters, setChapters] = useState(
    asLines(given.chapters.map(({ startsAt, title }) => ({ at: startsAt, text: title }))),
  );
  const [transcript, setTranscript] = useState(asLines(given.transcript));
  const way = useMemo(() => mediaUploads(limits.types), [limits.types]);
  const uploads = useUploads({ way, most: 1 });
  const fileId = uploads.fileIds[0] ?? (media?.source === 'file' ? media.fileId : null);

  const seconds = secondsOf(length);
  const chapterLines = timedLines(chapters);
  const transcriptLines = timedLines(transcript);
  const lineFault = (of: ReturnType<typeof timedLines>, fromStart: boolean) =>
    of.wrongLine !== null
      ? `第 ${of.wrongLine} 行要以时间开头，比如 5:30 第一件事。`
      : seconds !== null && !isInOrder(of.lines, seconds, { fromStart })
        ? `要从早到晚排${fromStart ? '，第一行从 0:00 开始' : ''}，都在长度以内。`
        : undefined;
  const faults = {
    media:
      source === 'file'
        ? fileId === null
          ? '选一个录像或录音。'
          : undefined
        : /^https:\/\/\S+$/.test(url.trim())
          ? undefined
          : '写 https:// 开头的地址。',
    length: seconds === null ? '写分和秒，比如 24:00。' : undefined,
    chapters: lineFault(chapterLines, true),
    transcript: lineFault(transcriptLines, false),
  };
  const isWhole = Object.values(faults).every((fault) => fault === undefined);
  const body: SetLesson | null =
    isWhole && seconds !== null
      ? {
          media: source === 'file' ? { source, fileId: fileId ?? '' } : { source, kind, url: url.trim() },
          seconds,
          chapters: chapterLines.lines.map(({ at, text }) => ({ startsAt: at, title: text })),
          transcript: transcriptLines.lines,
        }
      : null;
  return {
    ...{ source, setSource, kind, setKind, url, setUrl, length, setLength },
    ...{ chapters, setChapters, transcript, setTranscript },
    ...{ uploads, faults, body, limits, hasFile: fileId !== null },
  };
}

export function RecordingFields({
  of,
  areFaultsShown,
}: {
  of: ReturnType<typeof useRecording>;
  areFaultsShown: boolean;
}) {
  const faults: Partial<typeof of.faults> = areFaultsShown ? of.faults : {};
  const { limits } = of;
  return (
    <View>
      <Segmented<Source>
        label="录像在哪里"
        value={of.source}
        options={[
          { value: 'file', text: '传上来' },
          { value: 'hls', text: '流地址' },
          { value: 'outside', text: '外面的' },
        ]}
        onChange={of.setSource}
      />
      {of.source === 'file' ? (
        <Uploader
          label={of.hasFile && of.uploads.files.length === 0 ? '已经有一个，传新的就换掉' : '录像或录音'}
          of={of.uploads}
          kinds={['video', 'audio']}
          note={`一个最大 ${bytesWords(limits.mostBytes)}。更大的放在外面，写地址。`}
        />
      ) : (
        <>
          <ChoiceList<'video' | 'audio'>
            label="录像还是录音"
            value={of.kind}
            options={[
              { value: 'video', text: '录像' },
              { value: 'audio', text: '录音' },
            ]}
            onChange={of.setKind}
          />
          <TextField
            id="recording-url"
            label="地址"
            value={of.url}
            maxLength={1000}
            error={faults.media}
            hint={
              limits.origins.length === 0
                ? '这里还没有允许的网站，请找运营人员'
                : `只能是这些网站：${limits.origins.join('、')}`
            }
            onChange={of.setUrl}
          />
        </>
      )}
      {of.source === 'file' && faults.media !== undefined && (
        <View className="nc-field-error" role="alert">
          {faults.media}
        </View>
      )}
      <TextField
        id="recording-length"
        label="多长（分:秒）"
        value={of.length}
        maxLength={8}
        placeholder="24:00"
        error={faults.length}
        onChange={of.setLength}
      />
      <TextArea
        id="recording-chapters"
        label="章节（可以没有）"
        value={of.chapters}
        maxLength={6000}
        placeholder={'0:00 开场\n5:30 第一件事'}
        hint={faults.chapters ?? '一行一章，时间在前，第一章从 0:00 开始'}
        onChange={of.setChapters}
      />
      <TextArea
        id="recording-transcript"
        label="文字稿（可以没有）"
        value={of.transcript}
        maxLength={longestText}
        placeholder={'0:00 大家好，今天讲……'}
        hint={faults.transcript ?? '一行一段，时间在前。没网的家长能看，听不清的也能看'}
        onChange={of.setTranscript}
      />
    </View>
  );
}
