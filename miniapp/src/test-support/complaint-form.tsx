import { fireEvent, screen } from '@testing-library/react';
import { FilePage } from '../features/complaints/form/file-page';
import { lastWritten, type Piece, useFiling } from '../features/complaints/pieces';
import { makeDistricts, makeRegions } from './factories';
import { fakeBff, reply } from './fake-bff';
import { renderInApp } from './in-app';

type Handlers = Parameters<typeof fakeBff>[0];
/** What is being written on the page that is open. */
export const draft = () => (lastWritten(useFiling.getState().pieces) as Piece).draft;
export const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
export const radio = (name: string | RegExp) => fireEvent.click(screen.getByRole('radio', { name }));
export const type = (label: string, value: string) => {
  const field = screen.getAllByLabelText(label).find((one) => /INPUT|TEXTAREA/.test(one.tagName));
  if (field === undefined) throw new Error(`no field ${label}`);
  fireEvent.input(field, { target: { value } });
};
export const page = { pieceId: '', isNew: false, centre: null, category: null } as const;
export const question = (name: string) => screen.findByRole('heading', { name });

/** The form, with the answers of the service that a test is about. */
export function openForm(handlers: Handlers = {}, centre: { id: string; name: string } | null = null) {
  const { sent } = fakeBff({
    listDistricts: () => reply('listDistricts', makeRegions({ districts: makeDistricts('桥西街道') })),
    ...handlers,
  });
  renderInApp(<FilePage {...page} centre={centre} />);
  return { of: (id: string) => sent.filter(({ operationId }) => operationId === id) };
}

export const chestnut = { id: 'c_0001', name: '栗子树托育中心' };
