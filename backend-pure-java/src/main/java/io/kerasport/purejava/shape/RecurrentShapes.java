package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;

/** Kernels that do all steps of a sequence. */
final class RecurrentShapes {
  private static final int GATES = 4;
  private static final int SEQUENCE = 1;
  private static final int BIAS = 8;
  private static final int OUTPUTS = 7;

  private RecurrentShapes() {}

  /** Gates, cells and outputs of all steps: time and batch of the sequence, units of the bias. */
  static void blockLstm(InferenceContext c) {
    Shape sequence = Shapes.withRank(c.input(SEQUENCE), 3);
    Shape bias = Shapes.withRank(c.input(BIAS), 1);
    Shape steps = sequence.withDim(2, Dims.divideExactly(bias.dim(0), GATES));
    for (int i = 0; i < OUTPUTS; i++) {
      c.output(i, steps);
    }
  }
}
