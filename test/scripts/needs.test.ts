import { needs } from '../support/prerequisite';

describe('tests that need something', () => {
  const tests = () => {};
  let skip: jest.SpyInstance;
  const named = process.env.OPTLAB_CHROMIUM;

  beforeEach(() => {
    skip = jest.spyOn(describe, 'skip').mockImplementation(() => {});
  });

  afterEach(() => {
    skip.mockRestore();
    if (named === undefined) delete process.env.OPTLAB_CHROMIUM;
    else process.env.OPTLAB_CHROMIUM = named;
  });

  test('are skipped where it is missing, with the reason in their title', () => {
    process.env.OPTLAB_CHROMIUM = '/no/such/browser';
    needs('chromium')('a page', tests);
    expect(skip).toHaveBeenCalledWith(
      expect.stringMatching(/^a page \[skipped: no Chromium or Chrome found.*\]$/),
      tests,
    );
  });

  test('are ordinary ones where it is present', () => {
    process.env.OPTLAB_CHROMIUM = process.execPath;
    expect(needs('chromium')).toBe(describe);
    expect(needs()).toBe(describe);
  });
});
