package io.kerasport.serializers.metric;

/** A cell of the matrix of what was predicted and what is true. */
enum Cell {
  TRUE_POSITIVES("true_positives"),
  FALSE_POSITIVES("false_positives"),
  TRUE_NEGATIVES("true_negatives"),
  FALSE_NEGATIVES("false_negatives");

  private final String variable;

  Cell(String variable) {
    this.variable = variable;
  }

  /** The name of the variable that counts it. */
  String variable() {
    return variable;
  }
}
