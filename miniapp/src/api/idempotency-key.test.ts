import { renderHook } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { newIdempotencyKey, useIdempotencyKey } from './idempotency-key';

describe('an idempotency key', () => {
  it('is never made twice', () => {
    expect(new Set(Array.from({ length: 2000 }, newIdempotencyKey)).size).toBe(2000);
  });

  it('stays while the form stays, and changes with it', () => {
    const { result, rerender } = renderHook(({ form }) => useIdempotencyKey(form), {
      initialProps: { form: { quoteId: 'q_0001' } },
    });
    const first = result.current;
    rerender({ form: { quoteId: 'q_0001' } });
    expect(result.current).toBe(first);
    rerender({ form: { quoteId: 'q_0002' } });
    expect(result.current).not.toBe(first);
  });
});
