import fc from 'fast-check';
import { useKernel } from './support/notebook';

const kernel = useKernel();

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withObjectString: true,
  withSparseArray: true,
  withTypedArray: true,
});

test('whatever is displayed gives one output that a notebook can hold, and no error', async () => {
  const values = fc.sample(anything, { numRuns: 100, seed: 20 });
  for (const value of values) {
    const code = `%%unchecked\ndisplay((${fc.stringify(value)}))`;
    const { error, outputs } = await kernel.client.execute(code);
    expect({ code, error }).toEqual({ code, error: undefined });
    const shown = outputs.filter(({ type }) => type === 'display_data');
    expect({ code, count: shown.length }).toEqual({ code, count: 1 });
    const { data, metadata } = shown[0].content;
    expect(data['text/plain']).toEqual(expect.any(String));
    for (const [mime, content] of Object.entries(data)) {
      expect(mime).toMatch(/^[a-zA-Z0-9]+\/[a-zA-Z0-9+.-]+$/);
      expect({ code, kind: typeof content }).toEqual({ code, kind: 'string' });
    }
    expect(metadata).toEqual({});
  }
}, 60_000);
