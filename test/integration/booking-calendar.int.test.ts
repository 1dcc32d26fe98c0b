import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { ownTestApp } from '../support/build-test-app.js';
import { addCentre } from '../support/factories.js';
import { parentWithChild } from '../support/parent.js';

const test = ownTestApp();

/** As a calendar reads the file: another library than the one that writes it. */
function eventsOf(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    return {
      ...{ uid: event.uid, sequence: event.sequence, summary: event.summary, location: event.location },
      from: event.startDate.toJSDate().toISOString(),
      to: event.endDate.toJSDate().toISOString(),
      status: component.getFirstPropertyValue('status'),
    };
  });
}

async function bookedDays() {
  const centre = await addCentre(test.app.store, {
    name: '栗子树; 托育, 中心',
    address: '桥西街道'.repeat(20),
  });
  const { parent, child } = await parentWithChild(test.app);
  const dates = ['2026-11-26', '2026-11-27'];
  const body = { centreId: centre._id, childId: child.id, mode: 'fullDay', dates };
  const quote = await parent.call('quoteBooking', { body });
  const booked = (await parent.call('createBooking', { body: { quoteId: quote.body.id } })).body;
  const read = async (query: object = {}, bookingId = booked.id) =>
    (await parent.call('getBookingCalendar', { params: { bookingId }, query: { ...query } })).body;
  return { centre, parent, booked, read };
}

describe('the calendar file of a booking', () => {
  it('says when and where, as instants, and names no child unless asked to', async () => {
    const { centre, booked, read } = await bookedDays();
    const { fileName, text } = await read();
    expect(fileName).toBe('nearcare-2026-11-26.ics');
    expect(eventsOf(text)).toEqual([
      {
        ...{ uid: `${booked.id}@nearcare`, sequence: expect.any(Number), status: 'CONFIRMED' },
        ...{ summary: `去${centre.name}`, location: centre.address },
        // 7:30 to 18:00 in Shanghai.
        ...{ from: '2026-11-25T23:30:00.000Z', to: '2026-11-26T10:00:00.000Z' },
      },
    ]);
    for (const personal of ['小满', booked.entryCode, booked.number]) expect(text).not.toContain(personal);
    expect(eventsOf((await read({ withChild: true })).text)[0]?.summary).toBe(`小满去${centre.name}`);
  });

  it('has lines that every calendar takes: at most 75 octets, ended by CR and LF', async () => {
    const { text } = await (await bookedDays()).read({ of: 'request' });
    expect(text.endsWith('\r\n')).toBe(true);
    const lines = text.slice(0, -2).split('\r\n');
    expect(lines.filter((line) => line.includes('\n'))).toEqual([]);
    for (const line of lines) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  });

  it('of a whole request has each day under the UID that it keeps, and a higher number once one is cancelled', async () => {
    const { parent, booked, read } = await bookedDays();
    const before = eventsOf((await read({ of: 'request' })).text);
    expect(before.map(({ uid }) => uid)).toEqual(booked.request.bookings.map(({ id }) => `${id}@nearcare`));
    expect(eventsOf((await read({ of: 'request' })).text)).toEqual(before);
    await parent.call('cancelBooking', { params: { bookingId: booked.id }, body: {} });
    const after = eventsOf((await read({ of: 'request' })).text);
    expect(after.map(({ uid, status }) => [uid, status])).toEqual([
      [before[0]?.uid, 'CANCELLED'],
      [before[1]?.uid, 'CONFIRMED'],
    ]);
    expect(after[0]?.sequence).toBeGreaterThan(before[0]?.sequence ?? 0);
  });
});
