import { View } from '@tarojs/components';
import { useEffect, useRef, useState } from 'react';
import { linkOut } from '../../../platform/link-out';
import { useMedia } from '../../../platform/media';
import { Button, LinkButton } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Icon } from '../../../ui/icon';
import { Notice } from '../../../ui/notice';
import { Segmented } from '../../../ui/segmented';
import { Tap } from '../../../ui/tap';
import { lengthWords, positionWords } from '../../../ui/words/class-words';
import { ClassBand } from '../class-cover';
import { chapterAt, progressWords, speedWords } from './lesson-words';
import { type Lesson, useLessonProgress } from './use-lesson';

const skipSeconds = 15;

/** Where it is played from: our own files lie on the server that answers, others anywhere. */
const urlOf = ({ source, url }: Lesson['media']) => (source === 'file' ? `${BUILD.apiBase}${url}` : url);

type LessonPlayerProps = {
  lesson: Lesson;
  /** Somebody tapped a line of the text. */
  seek: { to: number } | null;
  /** Its link ran out: asks for a new one. */
  onReload: () => void;
};

/** The player with its chapters and speeds, and how far one is. */
export function LessonPlayer({ lesson, seek, onReload }: LessonPlayerProps) {
  const { media, chapters, rules } = lesson;
  const [speed, setSpeed] = useState(1);
  const isAtEnd = lesson.progress.position >= media.seconds - 1;
  const player = useMedia({
    ...{ id: 'lesson', kind: media.kind, url: urlOf(media), title: lesson.title },
    startSeconds: isAtEnd ? 0 : lesson.progress.position,
  });
  const { progress, isUnsent, jumped } = useLessonProgress(lesson, { ...player, speed });
  const moveTo = (seconds: number) => {
    const to = Math.min(Math.max(0, seconds), media.seconds);
    jumped(to);
    player.seek(to);
  };

  const move = useRef(moveTo);
  move.current = moveTo;
  useEffect(() => {
    if (seek !== null) move.current(seek.to);
  }, [seek]);

  const isLong = media.expiresAt !== null && Date.parse(media.expiresAt) < Date.now();
  const current = chapterAt(chapters, player.seconds);
  return (
    <>
      <View className="nc-card ls-player">
        {media.kind === 'audio' && (
          <View className="ls-band">
            <ClassBand id={lesson.classId} way="recorded" />
          </View>
        )}
        {player.element}
        {player.isBroken && (
          <Notice tone="apricot" icon="warning" role="alert" className="nc-above-8">
            {isLong ? '开得久了，要重新打开。' : '这里放不出来。'}
            <View className="nc-row nc-wrap nc-gap-12">
              <LinkButton icon="refresh" text="再试一次" onTap={onReload} />
              {media.source !== 'file' && (
                <LinkButton text="用浏览器看" onTap={() => void linkOut(media.url)} />
              )}
            </View>
          </Notice>
        )}
        <View className="ls-bar" aria-hidden="true">
          <View
            className="ls-bar-done"
            style={{ width: `${Math.min(100, (player.seconds / media.seconds) * 100)}%` }}
          />
        </View>
        <View className="nc-row nc-between nc-caption">
          <View>{positionWords(player.seconds)}</View>
          <View role="status">{player.isPlaying && player.isWaiting ? '网慢，正在取' : ''}</View>
          <View>{positionWords(media.seconds)}</View>
        </View>
        <View className="ls-controls">
          <Tap
            className="ls-skip"
            label={`后退 ${skipSeconds} 秒`}
            onTap={() => moveTo(player.seconds - skipSeconds)}
          >
            −{skipSeconds} 秒
          </Tap>
          <Button
            className="ls-play"
            {...(player.isPlaying ? {} : { icon: 'play' as const })}
            text={
              player.isPlaying
                ? '停一下'
                : player.seconds > 1
                  ? media.kind === 'video'
                    ? '接着看'
                    : '接着听'
                  : '开始'
            }
            onTap={player.isPlaying ? player.pause : player.play}
          />
          <Tap
            className="ls-skip"
            label={`前进 ${skipSeconds} 秒`}
            onTap={() => moveTo(player.seconds + skipSeconds)}
          >
            +{skipSeconds} 秒
          </Tap>
        </View>
        <View className="ls-speeds">
          <Segmented
            label="快慢"
            value={String(speed)}
            options={rules.speeds.map((value) => ({ value: String(value), text: speedWords(value) }))}
            onChange={(value) => {
              setSpeed(Number(value));
              player.setSpeed(Number(value));
            }}
          />
        </View>
        <View className="nc-small nc-above-8" role="status">
          {progressWords(progress, rules.finishShare)}
        </View>
        {isUnsent && (
          <View className="nc-caption" role="status">
            没有网络，学到哪里先记在手机里，连上再交。
          </View>
        )}
      </View>
      {chapters.length > 0 && (
        <Card
          className="cl-gap"
          title="章节"
          aside={<View className="nc-caption">{lengthWords(media.seconds)}</View>}
        >
          {chapters.map((chapter, index) => (
            <Tap
              key={chapter.startsAt}
              isOn={index === current}
              className={`ls-chapter ${index === current ? 'ls-chapter-on' : ''}`}
              label={`${positionWords(chapter.startsAt)}，${chapter.title}`}
              onTap={() => {
                moveTo(chapter.startsAt);
                player.play();
              }}
            >
              <View className="nc-caption ls-at">{positionWords(chapter.startsAt)}</View>
              <View className="nc-grow">{chapter.title}</View>
              {index === current && <Icon name="speaker" />}
            </Tap>
          ))}
        </Card>
      )}
    </>
  );
}
