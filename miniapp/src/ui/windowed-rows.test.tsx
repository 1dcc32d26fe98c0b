import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import * as area from './scroll-area';
import { WindowedRows } from './windowed-rows';

const items = Array.from({ length: 1000 }, (_, index) => ({ id: `c_${index}` }));

function draw(scrolledTo: number, wantedId: string | null = null): string[] {
  vi.spyOn(area, 'useScrolledTo').mockReturnValue(scrolledTo);
  render(
    <WindowedRows
      items={items}
      label="机构"
      rowPx={100}
      look=""
      wantedId={wantedId}
      row={({ id }) => (
        <div key={id} data-testid="row">
          {id}
        </div>
      )}
    />,
  );
  return screen.getAllByTestId('row').map((row) => row.textContent ?? '');
}

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

it('of a thousand rows only those around the screen exist', () => {
  const rows = draw(0);
  expect(rows[0]).toBe('c_0');
  expect(rows.length).toBeLessThanOrEqual(30);
});

it('further down others do, and the list stays as long as it is', () => {
  const rows = draw(50_000);
  expect(rows[0]).toBe('c_490');
  expect(rows).toContain('c_505');
  const list = screen.getByRole('list', { name: '机构' });
  const blocks = [...list.children].map(
    (child) => Number.parseInt((child as HTMLElement).style.height, 10) || 0,
  );
  expect(blocks.reduce((sum, height) => sum + height, rows.length * 100)).toBe(100_000);
});

it('the row that is to be brought into view exists wherever it is', () => {
  expect(draw(0, 'c_777')).toContain('c_777');
});
