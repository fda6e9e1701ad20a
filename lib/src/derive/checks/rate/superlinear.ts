import { short } from '../report';
import { comparedWith, type Finding } from './finding';
import { medianSlope } from './fit';

export const fewestSuperlinear = 4;

/**
 * The logarithm of e_k/e_{k+1}, the digits won by a step, must keep growing: over three parts of the run each part by a
 * sixth or more. In a linear run it has a limit, and with a factor k^p comes close to it soon.
 */
export function checkSuperlinear(logs: readonly number[]): Finding {
  const n = logs.length;
  const falls = logs.slice(1).map((value, k) => logs[k] - value);
  const third = n / 3;
  const decays =
    n < 9
      ? falls.slice(-3)
      : [0, 1, 2].map((k) => -medianSlope(logs.slice(Math.floor(k * third), Math.floor((k + 1) * third))));
  const ratios = decays.map((decay) => Math.exp(-decay));
  const range = [Math.min(...ratios), Math.max(...ratios)] as const;
  const [growth, later] = [decays[1] / decays[0], decays[2] / decays[1]];
  const isGrowing = decays[2] > 0 && decays[1] > 0 && later > 7 / 6 && (decays[0] <= 0 || growth > 7 / 6);
  const isSteady = n < 9 && !falls.slice(-4).every((fall, k, all) => k === 0 || fall > all[k - 1]);
  const isFar = n < 9 ? later > 1.2 && growth > 1.2 : decays[2] > 1.5 * Math.max(decays[0], 0);
  const isFast = decays[2] > Math.log(2);
  let verdict: Finding['verdict'] = isGrowing && !isSteady && isFar ? 'holds' : 'fails';
  let because: string | undefined;
  if (verdict === 'holds' && !isFast) {
    verdict = 'undecided';
    because = 'the last ratios are still above 1/2; record more steps';
  } else if (verdict === 'fails' && decays[2] > decays[1] && n < 6) {
    verdict = 'undecided';
    because = 'there are too few steps; record more of them or with more digits';
  }
  const summary =
    `the ratio of an error to the one before is ${ratios.map(short).join(', then ')} up to step ${n - 1}, ` +
    comparedWith('superlinear, a ratio that falls to 0,', verdict, { atLeast: false }, because);
  return { verdict, fitted: ratios[2], range, steps: [0, n - 1], summary };
}
