import { writeFileSync } from 'node:fs';

/**
 * A vitest reporter that counts tests for the last line of `npm test`. A file that could not be loaded and an error
 * outside every test count as one failure each, so that neither can hide behind a row of passes.
 */
export default class TotalsReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const totals = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      totals.failed += module.errors().length;
      for (const suite of module.children.allSuites()) totals.failed += suite.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        // A test still pending at the end never ran to its end.
        totals[state === 'passed' || state === 'skipped' ? state : 'failed'] += 1;
      }
    }
    writeFileSync(process.env.NEARCARE_TOTALS_FILE, JSON.stringify(totals));
  }
}
