import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigError, readConfig } from '@nearcare/bff/config';
import { describe, expect, it } from 'vitest';
import { repository } from './project-copy.js';

/** The names that config.ts asks for, seen by handing it an environment that notes each question. */
function askedFor(): string[] {
  const asked = new Set<string>();
  const env = new Proxy<Record<string, string>>(
    {},
    {
      get(_, name) {
        if (typeof name === 'string') asked.add(name);
        // Production reads everything and writes no secrets of its own.
        return name === 'NODE_ENV' ? 'production' : undefined;
      },
    },
  );
  try {
    readConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
  }
  return [...asked].sort();
}

describe('.env.example', () => {
  it('lists every variable that the service reads, and no other', () => {
    const text = readFileSync(path.join(repository, '.env.example'), 'utf8');
    const listed = [...text.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1]);
    expect(listed.sort()).toEqual(askedFor());
    expect(listed.length).toBeGreaterThan(5);
  });
});
