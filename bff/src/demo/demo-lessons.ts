import type { Connection } from 'mongoose';
import { classesModel } from '../features/classes/classes.model.js';
import { fileBytes } from '../features/files/file-bytes.js';
import { fileLinks } from '../features/files/file-links.js';
import { filesModel } from '../features/files/files.model.js';
import { filesPublic } from '../features/files/files.service.js';
import { chunkBytes } from '../features/files/purposes.js';
import type { FileStorage } from '../features/files/storage/file-storage.js';
import { uploadsService } from '../features/files/uploads.service.js';
import { lessonsModel } from '../features/lessons/lessons.model.js';
import type { FamilyKeys } from '../keys/family-keys.js';
import { demoRecordedId } from './demo-classes.js';
import { demoDistricts } from './places.js';
import { toneWav } from './tone-wav.js';

type Deps = { store: Connection; keys: FamilyKeys; storage: FileStorage; now: Date };
type Given = { key: string; seconds: number; chapters: [string, string]; says: [string, string] };

const lessons: readonly Given[] = [
  {
    ...{ key: 'sleep', seconds: 40, chapters: ['睡前一小时', '夜里醒了怎么办'] },
    says: ['睡前一小时关掉屏幕，洗澡、换衣、讲一本书，顺序天天一样。', '夜里醒了先等一等，轻轻拍，不开灯。'],
  },
  {
    ...{ key: 'feeding', seconds: 32, chapters: ['什么时候开始', '第一口吃什么'] },
    says: ['满 6 个月、能坐稳、对吃的感兴趣，就可以开始。', '第一口是富含铁的泥糊，一次只加一种。'],
  },
  {
    ...{ key: 'talking', seconds: 36, chapters: ['看着他说', '等他回应'] },
    says: ['蹲下来看着他，说正在做的事，话短一点。', '说完等几秒，他指、他看、他出声，都算回答。'],
  },
];

/**
 * Gives the recorded demo classes their recordings: a made-up melody each, in which nobody speaks, and that is said in its
 * own transcript. Handed in by the way of any other recording, once. Never in production.
 */
export async function loadDemoLessons({ store, keys, storage, now }: Deps): Promise<void> {
  const clock = { now: () => now };
  const parts = {
    model: filesModel(store),
    keys,
    bytes: fileBytes(storage, () => undefined),
    // Nothing is linked to while it is handed in.
    links: fileLinks('', clock),
    clock,
  };
  const uploads = uploadsService({ ...parts, consents: { require: async () => undefined } });
  const files = filesPublic(parts);
  const stored = lessonsModel(store);
  const classes = classesModel(store);
  const holderId = `district:${demoDistricts[0].code}`;

  for (const { key, seconds, chapters, says } of lessons) {
    const _id = demoRecordedId(key);
    if (await stored.find(_id)) continue;
    const bytes = toneWav(seconds);
    const facts = { purpose: 'classMedia', type: 'audio/wav', bytes: bytes.length } as const;
    const { id: fileId } = await uploads.createUpload(holderId, facts, `demo-${key}`);
    for (let offset = 0; offset < bytes.length; offset += chunkBytes)
      await uploads.uploadChunk(holderId, fileId, offset, bytes.subarray(offset, offset + chunkBytes));
    await uploads.completeUpload(holderId, fileId);
    const owner = `lessons/${_id}`;
    await files.attach(holderId, [fileId], 'classMedia', owner);
    const middle = seconds / 2;
    await stored.put({
      ...{ _id, mediaId: fileId, seconds, updatedAt: now, isUnnoted: true },
      media: { source: 'file', kind: 'audio', fileId, holderId, owner },
      chapters: [
        { title: chapters[0], startsAt: 0 },
        { title: chapters[1], startsAt: middle },
      ],
      transcript: [
        { at: 0, text: '演示：这段声音是合成的旋律，没有人在说话。真的课，这里是老师的话。' },
        { at: 1, text: says[0] },
        { at: middle, text: says[1] },
      ],
    });
    // At once, and not by the job that finishes what a crash left: from now on it is listed.
    await classes.change(_id, (given) => ({ ...given, recording: { mediaId: fileId, seconds } }));
  }
}
