import { InvalidInput } from '../../../errors';
import { described } from '../../../errors/described';
import { short } from '../report';

export interface Accepted {
  share: number;
  scale: number;
}

interface Judgement {
  holds: boolean;
  deviation: number;
  tolerance: number;
  /** The larger, the closer to a violation. */
  closeness: number;
  text: string;
}

/** What an invariant's value at state k means. */
export function judge(name: string, k: number, value: unknown, { share, scale }: Accepted): Judgement {
  if (typeof value === 'boolean') {
    const deviation = value ? 0 : 1;
    return { holds: value, deviation, tolerance: 0, closeness: deviation, text: 'it is false' };
  }
  if (typeof value === 'number') {
    const tolerance = share * scale;
    const text = `the slack is ${short(value)}${scale > 0 ? `, below ${short(-tolerance)}` : ''}`;
    return { holds: value >= -tolerance, deviation: value, tolerance, closeness: -value, text };
  }
  const pair = Array.isArray(value) && value.length === 2 ? (value as unknown[]) : undefined;
  const sides = pair?.map((side) => flat(side));
  const [left, right] = sides ?? [];
  if (left === undefined || right === undefined) {
    throw new InvalidInput({
      subject: `checkInvariant: ${name} at state ${k}`,
      given: value,
      allowed: '[left, right] of numbers, vectors or rows, a slack, true or false, or undefined',
    });
  }
  if (left.shape !== right.shape) {
    throw new InvalidInput({
      subject: `checkInvariant: ${name} at state ${k}`,
      given: described(`${left.shape} and ${right.shape}`),
      allowed: 'two sides of one shape',
    });
  }
  return compare(left.entries, right.entries, share, scale);
}

function compare(left: readonly number[], right: readonly number[], share: number, scale: number): Judgement {
  let worst = 0;
  let size = scale;
  let difference = 0;
  let isDefined = true;
  left.forEach((a, i) => {
    const b = right[i];
    isDefined &&= Number.isFinite(a) && Number.isFinite(b);
    size = Math.max(size, Math.abs(a), Math.abs(b));
    if (Math.abs(a - b) > difference || Number.isNaN(a - b)) [difference, worst] = [Math.abs(a - b), i];
  });
  const deviation = size === 0 ? 0 : difference / size;
  const holds = isDefined && difference <= share * size;
  const entry = left.length > 1 ? `entry ${worst} of ` : '';
  const text =
    `${entry}the left side is ${digits(left[worst])}, of the right side ${digits(right[worst])}, a relative difference of ` +
    `${short(deviation)} where rounding explains ${short(share)}`;
  return {
    ...{ holds, deviation, tolerance: share },
    closeness: isDefined ? deviation / share : Infinity,
    text: entry === '' ? text.replace('of the right side', 'the right side') : text,
  };
}

const digits = (value: number) => String(Number(value.toPrecision(12)));

/** The numbers of a side in one row, with its shape. */
function flat(side: unknown): { entries: number[]; shape: string } | undefined {
  if (typeof side === 'number') return { entries: [side], shape: 'a number' };
  const isList = Array.isArray(side) || (ArrayBuffer.isView(side) && !(side instanceof DataView));
  if (!isList) return undefined;
  const items = Array.from(side as ArrayLike<unknown>);
  if (items.length === 0) return undefined;
  if (items.every((item) => typeof item === 'number')) {
    return { entries: items as number[], shape: `a vector of ${items.length}` };
  }
  const rows = items.map((item) => (typeof item === 'number' ? undefined : flat(item)));
  if (rows.some((row) => row === undefined || row.shape !== rows[0]?.shape)) return undefined;
  const shape = `${rows.length} rows of ${rows[0]?.shape.replace('a vector of ', '')}`;
  return { entries: rows.flatMap((row) => row?.entries ?? []), shape };
}
