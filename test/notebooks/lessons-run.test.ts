import {
  codeCells,
  executeNotebook,
  isLesson,
  mimeData,
  type Notebook,
  notebookPaths,
  outputsOf,
  textOf,
} from '../support/notebook';
import { needs } from '../support/prerequisite';

interface PlotlyFigure {
  data: { name?: string; type?: string; x?: unknown[]; y?: unknown[]; z?: unknown[][] }[];
  layout: Record<string, { title?: { text?: string }; visible?: boolean; range?: number[] } | undefined>;
}

const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);
const hasData = ({ y = [], z }: PlotlyFigure['data'][number]) => (z ? z.flat() : y).some(isNumber);

needs('venv', 'kernelspec')('lessons, run from top to bottom in a fresh kernel', () => {
  describe.each(notebookPaths().filter(isLesson))('%s', (path) => {
    let executed: Notebook;

    beforeAll(async () => {
      executed = await executeNotebook(path);
    }, 300_000);

    test('no cell ends in an error', () => {
      expect(outputsOf(executed).filter(({ output_type }) => output_type === 'error')).toEqual([]);
    });

    test('nothing is written to standard error', () => {
      const complaints = outputsOf(executed).filter(({ name }) => name === 'stderr');
      expect(complaints.map(({ text }) => textOf(text))).toEqual([]);
    });

    test('every cell has run', () => {
      const counts = codeCells(executed).map((cell) => cell.execution_count);
      expect(counts).toEqual(counts.map((_, index) => index + 1));
    });

    test('at least three figures carry the argument, each with titles and data', () => {
      const figures = mimeData<PlotlyFigure>(executed, 'application/vnd.plotly.v1+json');
      expect(figures.length).toBeGreaterThanOrEqual(3);
      for (const { data, layout } of figures) {
        expect(layout.title?.title ?? layout.title).toEqual(
          expect.objectContaining({ text: expect.stringMatching(/\w+ \w+/) }),
        );
        for (const axis of Object.keys(layout).filter((key) => /^[xy]axis/.test(key))) {
          expect([axis, layout[axis]?.title?.text]).toEqual([axis, expect.stringMatching(/\w/)]);
        }
        expect(Object.keys(layout)).toEqual(expect.arrayContaining(['xaxis', 'yaxis']));
        expect(data.some(hasData)).toBe(true);
      }
    });

    test('every output has a text for readers without a browser', () => {
      for (const { data } of outputsOf(executed)) {
        if (data) expect(textOf(data['text/plain'] as string)).not.toBe('');
      }
    });
  });
});
