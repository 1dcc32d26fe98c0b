import { ConfigError, readConfig } from '../../config.js';
import { folderVault } from '../../keys/folder-vault.js';
import type { KeyRing } from '../../keys/key-ring.js';
import { KeyVaultError } from '../../keys/key-vault.js';
import { type RotationReport, rotateKeys } from '../../keys/rotate-keys.js';

/** The command as the operator sees it: what was done and what may be taken out of KEY_RING now. */
export async function rotateKeysCommand(): Promise<0 | 1> {
  try {
    const { keyRing, keysDir } = readConfig(process.env);
    const report = await rotateKeys(keyRing, folderVault(keysDir));
    for (const line of reportLines(keyRing, report)) console.log(line);
    return report.unreadable > 0 ? 1 : 0;
  } catch (error) {
    console.error(explain(error));
    return 1;
  }
}

function reportLines(
  ring: KeyRing,
  { rewrapped, unchanged, unreadable, wrappedBy }: RotationReport,
): string[] {
  const [active, ...others] = ring.map(({ id }) => id);
  const isNeeded = (id: string) => id === active || (wrappedBy[id] ?? 0) > 0;
  const free = others.filter((id) => !isNeeded(id));
  const missing = Object.keys(wrappedBy).filter((id) => !ring.some((key) => key.id === id));
  return [
    `keys ${rewrapped + unchanged + unreadable}: rewrapped ${rewrapped}, already under ${active} ${unchanged}, unreadable ${unreadable}`,
    ...Object.entries(wrappedBy).map(([id, count]) => `  wrapped by ${id || 'nobody: damaged'}: ${count}`),
    `needed in KEY_RING: ${ring
      .map(({ id }) => id)
      .filter(isNeeded)
      .join(', ')}`,
    ...(free.length > 0
      ? [`no longer needed: ${free.join(', ')} (take out once every process has ${active} first)`]
      : []),
    ...(missing.length > 0
      ? [`MISSING in KEY_RING: ${missing.join(', ')} (put back, or these keys are lost)`]
      : []),
  ];
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof KeyVaultError) return `KEYS_DIR: ${error.message}`;
  const { code, message, path } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EROFS') return `KEYS_DIR: can't write ${path ?? 'there'} (${code})`;
  return error instanceof Error ? (error.stack ?? message) : String(error);
}
