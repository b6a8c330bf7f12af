package io.kerasport.graph;

import io.kerasport.model.DType;

/** Tables that find values by keys; see {@link Ops}. */
public final class TableOps {
  private final Ops tf;

  TableOps(Ops tf) {
    this.tf = tf;
  }

  /**
   * A table without entries, as a resource handle.
   *
   * @param sharedName tells the table from others in one process; tables of equal content may share
   *     a name
   */
  public Operand create(String name, DType key, DType value, String sharedName) {
    return tf.graph()
        .node("HashTableV2")
        .name(name)
        .attr("key_dtype", Attr.of(key))
        .attr("value_dtype", Attr.of(value))
        .attr("shared_name", Attr.of(sharedName))
        .buildOutput();
  }

  /**
   * Fills a table. Filling it once more with the same entries changes nothing.
   *
   * @param keys a vector of distinct keys
   * @param values as many values
   */
  public Operation fill(Operand table, Operand keys, Operand values) {
    return tf.graph().node("LookupTableImportV2").input(table).input(keys).input(values).build();
  }

  /**
   * The values of keys, which may have any shape.
   *
   * @param otherwise a scalar, for keys that the table does not have
   */
  public Operand find(Operand table, Operand keys, Operand otherwise) {
    Operand found =
        tf.graph()
            .node("LookupTableFindV2")
            .name("lookup")
            .input(table)
            .input(keys)
            .input(otherwise)
            .buildOutput();
    // TensorFlow does not infer the shape, as values may have one of their own
    return tf.arrays().ensureShape(found, keys.shape());
  }
}
