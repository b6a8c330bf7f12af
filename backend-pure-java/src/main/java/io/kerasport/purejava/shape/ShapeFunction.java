package io.kerasport.purejava.shape;

/** The rule by which the output shapes of one op follow from its inputs. */
@FunctionalInterface
interface ShapeFunction {
  /**
   * Sets the output shapes; those not set stay unknown.
   *
   * @throws ShapeException if the inputs contradict each other or the attributes
   */
  void infer(InferenceContext c);
}
