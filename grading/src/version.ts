/** Version of the grader, written into every result. */
export const graderVersion = '1.0.0';
