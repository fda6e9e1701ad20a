import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as widgets from '../../../kernel/src/widgets';
import { root } from '../../support/notebook';
import { needs, venvPython } from '../../support/prerequisite';

interface Oracle {
  version: string;
  models: Record<string, { state: Record<string, unknown>; style: Record<string, unknown> | null }>;
}

const folder = join(root, 'test/oracles');
const oracle: Oracle = JSON.parse(readFileSync(join(folder, 'ipywidgets.json'), 'utf8'));

interface Made {
  state(): Record<string, unknown>;
  style?: { state(): Record<string, unknown> };
}

/** Selections say what can be selected. */
const make = (kind: string): Made => {
  const Kind = (widgets as unknown as Record<string, new (options?: object) => Made>)[kind];
  return /Dropdown|RadioButtons|SelectMultiple/.test(kind) ? new Kind({ options: [] }) : new Kind();
};

const own = ({ layout: _, style: __, ...state }: Record<string, unknown>) => state;

test.each(Object.keys(oracle.models))('%s has the state that ipywidgets gives it', (kind) => {
  const made = make(kind);
  const { state, style } = oracle.models[kind];
  expect(own(made.state())).toEqual(state);
  expect(made.style?.state() ?? null).toEqual(style);
});

test.each(['IntSlider', 'Dropdown', 'Button', 'Label'])('%s refers to its layout and its style', (kind) => {
  const { layout, style } = make(kind).state();
  expect(layout).toMatch(/^IPY_MODEL_[0-9a-f]{32}$/);
  expect(style).toMatch(/^IPY_MODEL_[0-9a-f]{32}$/);
  expect(layout).not.toBe(style);
});

needs('venv')('the states that the widgets are compared with', () => {
  test('are those of the ipywidgets that JupyterLab has', () => {
    const now = execFileSync(venvPython(), [join(folder, 'make_ipywidgets.py')], { encoding: 'utf8' });
    expect(JSON.parse(now)).toEqual(oracle);
  });
});
