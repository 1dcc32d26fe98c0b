import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { queryClient } from '../../api/query-client';
import { readStored, removeStored } from '../../platform/storage';
import { fakeBff, lostAnswer, refusal, reply } from '../../test-support/fake-bff';
import { makeRoom } from '../../test-support/room-factory';
import { reportFault, sendWaiting, useFaultReports } from './fault-reports';
import { useRoomsLayer } from './rooms-layer';

const around = { from: { lat: 31.42, lng: 111.64 }, reachMetres: 2500 };
const rooms = () =>
  reply('listMotherBabyRooms', { items: [makeRoom()], answeredAt: '2026-11-24T01:12:00.000Z' });
const thanked = { status: 201, body: { kind: 'locked' } };

/** The layer as the find page uses it: its switch, its note and, as buttons, its pins. */
function Layer() {
  const { layer, sheet } = useRoomsLayer(around);
  return (
    <>
      <button type="button" onClick={layer.onToggle}>
        {layer.name}
      </button>
      {layer.isOn && layer.note}
      {layer.isOn &&
        layer.pins.map(({ id, label }) => (
          <button key={id} type="button" onClick={() => layer.onPin(id)}>
            {label}
          </button>
        ))}
      {sheet}
    </>
  );
}

function open() {
  render(
    <QueryClientProvider client={queryClient}>
      <Layer />
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: '母婴室' }));
}

async function openRoom() {
  open();
  fireEvent.click(await screen.findByRole('button', { name: /^母婴室，禾川站候车厅/ }));
  await screen.findByRole('dialog', { name: '禾川站候车厅' });
}

beforeEach(() => {
  for (const key of ['room-faults', 'answer.rooms', 'answers']) removeStored(key);
  useFaultReports.setState({}, true);
});
afterEach(cleanup);

describe('the layer of mother-baby rooms', () => {
  it('asks for nothing until it is switched on, then around the place as far as the map shows', async () => {
    const bff = fakeBff({ listMotherBabyRooms: rooms });
    render(
      <QueryClientProvider client={queryClient}>
        <Layer />
      </QueryClientProvider>,
    );
    expect(bff.sent).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: '母婴室' }));
    expect(await screen.findByText('母婴室 1 间')).toBeTruthy();
    expect(bff.sent.map(({ url }) => url.split('?')[1])).toEqual(['lat=31.42&lng=111.64&radiusMetres=3000']);
  });

  it('lists every room with what the map shows of it', async () => {
    fakeBff({ listMotherBabyRooms: rooms });
    open();
    fireEvent.click(await screen.findByText('母婴室 1 间'));
    expect(screen.getByRole('list', { name: '母婴室' }).textContent).toContain('420 米，开到 21:00');
  });

  it('says where inside, what is there, what others found, and how old that is', async () => {
    fakeBff({ listMotherBabyRooms: rooms });
    await openRoom();
    const sheet = screen.getByRole('dialog').textContent;
    for (const words of [
      '开到 21:00',
      '420 米',
      '站前路 1 号，二楼，检票口 3 旁',
      '哺乳椅、尿布台、热水',
      '3 人说门锁着，最近 11月20日',
      '市卫健委，10月30日 更新',
      '演示数据',
    ])
      expect(sheet).toContain(words);
  });

  it('says so when there are none, and asks again after a failure', async () => {
    let answers = 0;
    fakeBff({
      listMotherBabyRooms: () => {
        answers += 1;
        return answers === 1
          ? refusal('server_error', 500)
          : reply('listMotherBabyRooms', { items: [], answeredAt: '2026-11-24T01:12:00.000Z' });
      },
    });
    open();
    fireEvent.click(await screen.findByText(/再试一次/));
    expect(await screen.findByText('这附近没有登记的母婴室')).toBeTruthy();
  });

  it('shows what was seen last while there is no network, with its age', async () => {
    fakeBff({ listMotherBabyRooms: rooms });
    open();
    await screen.findByText('母婴室 1 间');
    cleanup();
    fakeBff({ listMotherBabyRooms: lostAnswer });
    open();
    fireEvent.click(await screen.findByText('母婴室 1 间', {}, { timeout: 4000 }));
    expect(screen.getByText(/看到的，现在可能变了/)).toBeTruthy();
  });
});

describe('reporting what is wrong', () => {
  it('takes one tap, sends once however often it is tapped, and thanks where the question stood', async () => {
    const bff = fakeBff({ listMotherBabyRooms: rooms, reportRoomFault: () => thanked });
    await openRoom();
    const button = screen.getByRole('button', { name: '门锁着' });
    fireEvent.click(button);
    fireEvent.click(button);
    expect(await screen.findByText(/谢谢，记下了：门锁着/)).toBeTruthy();
    const reports = bff.sent.filter(({ operationId }) => operationId === 'reportRoomFault');
    expect(reports.map(({ body }) => body)).toEqual([{ kind: 'locked' }]);
    expect(reports[0]?.key).toMatch(/^[0-9a-z]{16,}$/);
    expect(readStored('room-faults')).toBeNull();
  });

  it('is one report even for taps that the screen had no time to answer', async () => {
    const bff = fakeBff({ reportRoomFault: () => thanked });
    await Promise.all([reportFault('r_0001', 'locked'), reportFault('r_0001', 'dirty')]);
    expect(bff.sent.map(({ body }) => body)).toEqual([{ kind: 'locked' }]);
  });

  it('is kept on the phone without a network, and goes out later with the same key', async () => {
    const bff = fakeBff({ listMotherBabyRooms: rooms, reportRoomFault: lostAnswer });
    await openRoom();
    fireEvent.click(screen.getByRole('button', { name: '门锁着' }));
    expect(await screen.findByText(/存在手机里了：门锁着/)).toBeTruthy();
    const lost = bff.sent.find(({ operationId }) => operationId === 'reportRoomFault');

    const later = fakeBff({ listMotherBabyRooms: rooms, reportRoomFault: () => thanked });
    fireEvent.click(screen.getByRole('button', { name: '现在再发' }));
    expect(await screen.findByText(/谢谢，记下了：门锁着/)).toBeTruthy();
    const again = later.sent.find(({ operationId }) => operationId === 'reportRoomFault');
    expect(again?.key).toBe(lost?.key);
    expect(readStored('room-faults')).toBeNull();
  });

  it('is sent by itself when rooms are looked at another time', async () => {
    const before = fakeBff({ listMotherBabyRooms: rooms, reportRoomFault: lostAnswer });
    await openRoom();
    fireEvent.click(screen.getByRole('button', { name: '不干净' }));
    await screen.findByText(/存在手机里了/);
    cleanup();
    useFaultReports.setState({}, true);

    const later = fakeBff({ listMotherBabyRooms: rooms, reportRoomFault: () => thanked });
    open();
    await waitFor(() => expect(readStored('room-faults')).toBeNull());
    const keyIn = ({ sent }: typeof before) =>
      sent.find(({ operationId }) => operationId === 'reportRoomFault')?.key;
    expect(keyIn(later)).toBe(keyIn(before));
  });

  it('is given up after a day: the door may be open again', async () => {
    fakeBff({ listMotherBabyRooms: rooms, reportRoomFault: lostAnswer });
    await openRoom();
    fireEvent.click(screen.getByRole('button', { name: '不干净' }));
    await screen.findByText(/存在手机里了/);
    const nextDay = fakeBff({ reportRoomFault: () => thanked });
    await sendWaiting(Date.now() + 25 * 3_600_000);
    expect(nextDay.sent).toEqual([]);
    expect(readStored('room-faults')).toBeNull();
  });

  it('says why when it was refused, and can be tapped again', async () => {
    fakeBff({ listMotherBabyRooms: rooms, reportRoomFault: () => refusal('not_found', 404) });
    await openRoom();
    fireEvent.click(screen.getByRole('button', { name: '门锁着' }));
    expect((await screen.findByRole('alert')).textContent).toContain('没记下');
    await waitFor(() => expect(readStored('room-faults')).toBeNull());
    expect(screen.getByRole('button', { name: '门锁着' })).toBeTruthy();
  });
});
