/** The cell that runs, or ran last: output belongs to it. */
export const current = { cell: 0 };
