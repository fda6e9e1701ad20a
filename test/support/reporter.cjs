const { writeFileSync } = require('node:fs');

/**
 * Says at the end which tests were skipped and why, and ends with the line `N passed, N failed`. In CI a skipped
 * test counts as failed: there everything that a test needs has to be present. A test file that does not run at all
 * counts as one failed test.
 *
 * With OPTLAB_TEST_SUMMARY the numbers go to the file of that name, for `npm test` to add its own.
 */
module.exports = class SummaryReporter {
  constructor(globalConfig) {
    this.selected = Boolean(globalConfig.testNamePattern);
    this.root = globalConfig.rootDir;
    this.inCi = isInCi(process.env.CI);
    this.error = undefined;
  }

  onRunComplete(_contexts, results) {
    const skipped = results.testResults.flatMap(({ testFilePath, testResults }) =>
      testResults
        .filter(({ status }) => ['pending', 'todo', 'skipped', 'disabled'].includes(status))
        .map(({ fullName, status }) => ({
          file: testFilePath.slice(this.root.length + 1),
          fullName,
          status,
        })),
    );
    // With `-t NAME` every other test is skipped, by wish.
    const unwanted = this.selected ? [] : skipped;
    if (unwanted.length > 0) {
      console.error(`\nSkipped${this.inCi ? ', which counts as failed in CI' : ''}:`);
      for (const { file, fullName, status } of unwanted) {
        console.error(`  ${file}: ${fullName}${status === 'todo' ? ' (not written yet)' : ''}`);
      }
    }
    const counted = this.inCi ? unwanted.length : 0;
    const summary = {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites + counted,
    };
    if (counted > 0) this.error = new Error(`${counted} skipped in CI`);
    if (process.env.OPTLAB_TEST_SUMMARY) {
      writeFileSync(process.env.OPTLAB_TEST_SUMMARY, JSON.stringify(summary));
    } else {
      console.error(`\n${summary.passed} passed, ${summary.failed} failed`);
    }
  }

  getLastError() {
    return this.error;
  }
};

function isInCi(value) {
  return Boolean(value) && value !== 'false' && value !== '0';
}
