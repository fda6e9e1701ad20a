module.exports = {
  rootDir: __dirname,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  moduleNameMapper: { '^optlab$': '<rootDir>/lib/src/index.ts' },
  modulePathIgnorePatterns: ['<rootDir>/(lib|kernel|grading)/dist/', '<rootDir>/(build|\\.venv|\\.cache)/'],
  testEnvironment: '<rootDir>/test/support/environment.cjs',
  maxWorkers: 2,
};
