import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { makeDeskRoom } from '../../../test-support/desk-class-factories';
import { fakeBff, reply } from '../../../test-support/fake-bff';
import { renderInApp } from '../../../test-support/in-app';
import { RoomSettings } from './room-settings';

afterEach(cleanup);

const origin = 'https://live.example.org';
const type = (label: string, value: string) => {
  const field = screen.getAllByLabelText(label).find(({ tagName }) => tagName === 'INPUT');
  fireEvent.input(field as Element, { target: { value } });
};
const isSaveOff = () => screen.getByRole('button', { name: '存下' }).getAttribute('aria-disabled') === 'true';
const first = '地址（可以先空着）';
const forWeChat = '微信直播播放器用的地址（可以空着）';

function open() {
  const room = makeDeskRoom({ video: null });
  const { sent } = fakeBff({ deskSetLiveRoom: () => reply('deskSetLiveRoom', room) });
  renderInApp(<RoomSettings room={room} />);
  return () => sent.map(({ body }) => body);
}

describe('where the picture of a live class comes from', () => {
  it('may have a second address, for WeChat’s live player', async () => {
    const sent = open();
    expect(screen.queryByLabelText(forWeChat)).toBeNull();
    type(first, `${origin}/a.m3u8`);
    type(forWeChat, 'http://live.example.org/a.flv');
    await waitFor(() => expect(isSaveOff()).toBe(true));
    type(forWeChat, `${origin}/a.flv`);
    await waitFor(() => expect(isSaveOff()).toBe(false));
    fireEvent.click(screen.getByRole('button', { name: '存下' }));
    const video = { kind: 'hls', url: `${origin}/a.m3u8`, flvUrl: `${origin}/a.flv` };
    await waitFor(() => expect(sent()).toEqual([{ video, isOpenToAll: false }]));
  });

  it('can be taken away, whatever was typed for the live player', async () => {
    const sent = open();
    type(first, `${origin}/a.m3u8`);
    type(forWeChat, 'a.flv');
    await waitFor(() => expect(isSaveOff()).toBe(true));
    type(first, '');
    await waitFor(() => expect(isSaveOff()).toBe(false));
    fireEvent.click(screen.getByRole('button', { name: '存下' }));
    await waitFor(() => expect(sent()).toEqual([{ video: null, isOpenToAll: false }]));
  });

  it('has none where it is shown on another page', async () => {
    const sent = open();
    type(first, `${origin}/a`);
    type(forWeChat, `${origin}/a.flv`);
    fireEvent.click(screen.getByRole('radio', { name: /在别的网页放/ }));
    fireEvent.click(screen.getByRole('button', { name: '存下' }));
    const video = { kind: 'outside', url: `${origin}/a` };
    await waitFor(() => expect(sent()).toEqual([{ video, isOpenToAll: false }]));
  });
});
