import { tmpdir } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Checker } from '../../kernel/src/checker/checker';
import { Project } from '../../kernel/src/checker/project';
import { useKernel } from './support/notebook';

const kernel = useKernel();

/** What learners write all day: names that come back, names that are new, classes, types, lists that grow. */
const cell = (i: number) => `const data = Array.from({ length: 10 }, (_, k) => k * ${i})
interface Row { id: number; value: number${i % 2} }
type number0 = number; type number1 = number
class Model${i % 5} { weights: Row[] = []; fit(x: number[]): this { this.weights.push({ id: ${i}, value: x.length }); return this } }
function loss${i % 7}(m: Model${i % 5}) { return m.weights.length + data.length }
let history${i % 3} = []
history${i % 3}.push(${i})
const step${i} = loss${i % 7}(new Model${i % 5}().fit(data))
step${i} + ${i > 0 ? `step${i - 1} - step${i - 1}` : 0}`;

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1];

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
setFlagsFromString('--no-expose-gc');

function retained(): number {
  for (let i = 0; i < 3; i++) collect();
  return process.memoryUsage().heapUsed;
}

test('five hundred cells through a client: the last ones take as long as the first, and memory is given back', async () => {
  const { client } = kernel;
  await client.execute(`import v8 from 'node:v8'; import vm from 'node:vm'
v8.setFlagsFromString('--expose-gc'); const collectGarbage = vm.runInNewContext('gc'); undefined`);
  const memory = async () => {
    const { result } = await client.execute(
      'collectGarbage(); collectGarbage(); [process.memoryUsage().heapUsed, process.memoryUsage().rss].join()',
    );
    return String(result).replaceAll("'", '').split(',').map(Number);
  };
  const times: number[] = [];
  let early: number[] = [];
  for (let i = 0; i < 500; i++) {
    if (i === 150) early = await memory();
    const start = performance.now();
    const { result, error } = await client.execute(cell(i));
    times.push(performance.now() - start);
    expect({ i, error, result }).toEqual({ i, error: undefined, result: '11' });
  }
  const [heap, resident] = await memory();
  // Medians of a hundred cells each; other programs on the machine make noise.
  expect(median(times.slice(400)) / median(times.slice(50, 150))).toBeLessThan(2);
  expect(heap - early[0]).toBeLessThan(10e6);
  expect(resident - early[1]).toBeLessThan(150e6);
}, 120_000);

test('cells in the checker leave what later cells may need and nothing else', () => {
  const folder = tmpdir();
  const project = new Project(folder, () => false);
  const checker = new Checker(project, folder, () => false);
  const check = (i: number) => {
    const prepared = checker.prepare({ id: i, file: `In[${i}]`, code: cell(i), check: true });
    expect(prepared).toHaveProperty('cell');
    checker.declarePrepared();
  };
  for (let i = 0; i < 40; i++) check(i);
  project.renew();
  const early = retained();
  for (let i = 40; i < 110; i++) check(i);
  project.renew();
  expect(retained() - early).toBeLessThan(5e6);
}, 120_000);

test('a cell that is run again and again leaves nothing in the checker', () => {
  const folder = tmpdir();
  const project = new Project(folder, () => false);
  const checker = new Checker(project, folder, () => false);
  const check = (i: number) => {
    checker.prepare({ id: i, file: `In[${i}]`, code: `${cell(3)}\nconst run = ${i}`, check: false });
    checker.declarePrepared();
  };
  for (let i = 0; i < 30; i++) check(i);
  project.renew();
  const early = retained();
  for (let i = 30; i < 80; i++) check(i);
  project.renew();
  expect(retained() - early).toBeLessThan(2e6);
}, 120_000);
