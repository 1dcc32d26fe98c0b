/** `MONGODB_URI` with a database name nobody else has; empty when the embedded store is meant. */
export function storeEnv(): Record<string, string> {
  const given = process.env.MONGODB_URI;
  if (!given) return {};
  const uri = new URL(given);
  uri.pathname = `/nearcare_test_${Date.now().toString(36)}_${Math.random().toString(36).slice(2, 8)}`;
  return { MONGODB_URI: uri.toString() };
}
