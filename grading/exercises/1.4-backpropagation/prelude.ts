/** A list of numbers. */
type Vector = number[];
/** A matrix, row by row. */
type Matrix = Vector[];
/** One line of a program; `from` has the numbers of the values that it is made from. */
interface Operation {
  op: 'add' | 'multiply' | 'tanh';
  from: number[];
}
