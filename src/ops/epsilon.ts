/** Keras's fuzz factor: probabilities stay this far from 0 and 1. */
export const epsilon = 1e-7;
